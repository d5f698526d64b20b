import ArtTensor

/// A program prepared for a processor: kernels in the order of their run, and the buffers that they read and write.
struct CPUPlan {
  enum Storage {
    /// In the block that the memory plan divides.
    case arena
    case input(String)
    case variable(String)
    case constant(Tensor)
  }

  struct Buffer {
    var shape: Shape
    var storage: Storage
    var first: Int
    var last: Int
  }

  struct Step {
    var kernel: any CPUKernel
    /// The nodes that it computes.
    var nodes: [Int]
  }

  private(set) var buffers: [Buffer] = []
  private(set) var steps: [Step] = []

  /// The buffer of each node that has one.
  private(set) var bufferOf: [Int: Int] = [:]

  /// Copies to make after the steps: a variable's buffer, and the buffer of its new value.
  private(set) var copies: [(variable: Int, value: Int)] = []

  private let program: Program
  private let precision: Precision
  private let fusion: FusionPlan
  private let schedule: Schedule
  private var lastRead: [Int: Int] = [:]
  private let roots: Set<Int>
  private let readFromOutside: Set<Int>

  init(_ program: Program, precision: Precision) {
    self.program = program
    self.precision = precision
    fusion = FusionPlan(program)
    schedule = Schedule(program, fusion)
    roots = program.roots
    readFromOutside = fusion.readFromOutside
    findLastReads()
    addLeaves()
    for (step, unit) in schedule.order.enumerated() { add(fusion.units[unit], step) }
    copies = schedule.copies.compactMap { copy in
      guard let variable = bufferOf[copy.variable], let value = bufferOf[program.base(copy.value)] else { return nil }
      return (variable, value)
    }
  }

  /// The last step of the plan: what lives until then can be read after the run.
  var end: Int { schedule.order.count }

  private mutating func findLastReads() {
    for (step, unit) in schedule.order.enumerated() {
      for member in fusion.units[unit] {
        for source in program.sources(member) { lastRead[source] = step }
      }
    }
    for root in roots { lastRead[root] = schedule.order.count }
  }

  private mutating func addLeaves() {
    for (id, node) in program.nodes.enumerated() {
      let storage: Storage
      switch node.operation {
      case let input as Input: storage = .input(input.inputName)
      case let variable as Variable: storage = .variable(variable.variableName)
      case let constant as Constant: storage = .constant(constant.tensor)
      default: continue
      }
      bufferOf[id] = buffers.count
      buffers.append(Buffer(shape: node.shape, storage: storage, first: 0, last: schedule.order.count))
    }
  }

  private mutating func add(_ members: [Int], _ step: Int) {
    var stored: [Int: Int] = [:]
    for member in members where isStored(member) {
      stored[member] = place(member, members, step, Set(stored.values))
    }
    for (member, buffer) in stored { bufferOf[member] = buffer }
    let kernel: any CPUKernel
    if program.role(members[0]) == .opaque {
      kernel = opaqueKernel(members[0])
    } else {
      let buffers = bufferOf
      kernel = FusedKernel(
        FusedCompiler.compile(program, members: members, stored: stored) { buffers[$0] ?? -1 })
    }
    steps.append(Step(kernel: kernel, nodes: members))
  }

  /// Whether a node's numbers are needed outside of its unit.
  private func isStored(_ id: Int) -> Bool {
    if roots.contains(id) || program.role(id) != .pointwise { return true }
    return readFromOutside.contains(id)
  }

  /// The buffer for a node's result: the variable that it updates, the place of an operand that is read here for the
  /// last time, or a new one.
  private mutating func place(_ id: Int, _ members: [Int], _ step: Int, _ taken: Set<Int>) -> Int {
    if let variable = schedule.variableWrittenBy[id], let buffer = bufferOf[variable] { return buffer }
    let last = lastRead[id] ?? step
    if program.role(id) == .pointwise, let buffer = reusable(for: id, members, step, taken) {
      buffers[buffer].last = max(buffers[buffer].last, last)
      return buffer
    }
    buffers.append(Buffer(shape: program.nodes[id].shape, storage: .arena, first: step, last: last))
    return buffers.count - 1
  }

  private func reusable(for id: Int, _ members: [Int], _ step: Int, _ taken: Set<Int>) -> Int? {
    let candidates = Set(members.flatMap(program.sources)).sorted()
    return candidates.first { source in
      guard let buffer = bufferOf[source], case .arena = buffers[buffer].storage, !taken.contains(buffer),
        buffers[buffer].last == step, lastRead[source] == step,
        buffers[buffer].shape.count == program.nodes[id].shape.count,
        fusion.unitOf[source] != fusion.unitOf[id]
      else { return false }
      return members.allSatisfy { member in
        !program.sources(member).contains(source)
          || (program.readsInPlace(member, source) && program.role(member) == .pointwise)
      }
    }.flatMap { bufferOf[$0] }
  }

  private func opaqueKernel(_ id: Int) -> any CPUKernel {
    let node = program.nodes[id]
    let operands = node.inputs.map { bufferOf[program.base($0)] ?? -1 }
    let shapes = node.inputs.map { program.nodes[$0].shape }
    return kernel(
      for: node, operands: operands, shapes: shapes, output: bufferOf[id] ?? -1, precision: precision)
  }
}
