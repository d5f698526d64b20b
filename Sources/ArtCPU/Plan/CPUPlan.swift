import ArtGraph
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
    /// Those of them whose results it stores.
    var stored: [Int]
    /// Whether all of it is the same at every run until someone else writes a variable.
    var isFixed: Bool
    /// Whether what the kernel prepares is.
    var keepsPreparation: Bool
  }

  private(set) var buffers: [Buffer] = []
  private(set) var steps: [Step] = []

  /// The buffer of each node that has one.
  private(set) var bufferOf: [Int: Int] = [:]

  /// Copies to make after the steps: a variable's buffer, and the buffer of its new value.
  private(set) var copies: [(variable: Int, value: Int)] = []

  private let program: Program
  private let algorithms: ConvolutionAlgorithms
  private let fusion: FusionPlan
  private let schedule: Schedule
  private var lastRead: [Int: Int] = [:]
  private var fixedBuffers: Set<Int> = []
  private let fixed: [Bool]
  private let roots: Set<Int>
  private let readFromOutside: Set<Int>

  /// - Throws: ``ExecutorError`` for an operation that has no kernel.
  init(_ program: Program, algorithms: ConvolutionAlgorithms) throws(ExecutorError) {
    self.program = program
    self.algorithms = algorithms
    fusion = FusionPlan(program)
    schedule = Schedule(program, fusion)
    fixed = program.fixedNodes
    roots = program.roots
    readFromOutside = fusion.readFromOutside
    findLastReads()
    addLeaves()
    for (step, unit) in schedule.order.enumerated() { try add(unit, step) }
    for copy in schedule.copies { copies.append((try buffer(of: copy.variable), try buffer(of: copy.value))) }
  }

  /// The buffer that holds a node's numbers, its own or its base's.
  func buffer(of id: Int) throws(ExecutorError) -> Int {
    guard let buffer = bufferOf[program.base(id)] else {
      let node = program.nodes[id]
      throw .compilerMistake(missing: "buffer", of: "\(node.operation.name) in '\(node.scope)'")
    }
    return buffer
  }

  /// The last step of the plan: what lives until then can be read after the run.
  var end: Int { schedule.order.count }

  private mutating func findLastReads() {
    for (step, unit) in schedule.order.enumerated() {
      for source in fusion.sources(of: unit) { lastRead[source] = step }
    }
    for root in roots { lastRead[root] = end }
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
      if fixed[id] { fixedBuffers.insert(buffers.count) }
      buffers.append(Buffer(shape: node.shape, storage: storage, first: 0, last: end))
    }
  }

  /// The variables that the program reads and never writes.
  var fixedVariables: [String] {
    program.nodes.indices.filter { fixed[$0] }.compactMap { (program.nodes[$0].operation as? Variable)?.variableName }
  }

  private mutating func add(_ unit: Int, _ step: Int) throws(ExecutorError) {
    let members = fusion.units[unit]
    // What is written where a variable lies is written at every run: others may write there too.
    let isFixed = members.allSatisfy { fixed[$0] && schedule.variableWrittenBy[$0] == nil }
    var stored: [Int: Int] = [:]
    for member in members where fusion.unitOf[member] == unit && isStored(member) {
      stored[member] = place(member, members, step, Set(stored.values), isFixed: isFixed)
    }
    for (member, buffer) in stored { bufferOf[member] = buffer }
    if isFixed { fixedBuffers.formUnion(stored.values) }
    let kernel: any CPUKernel
    if program.role(members[0]) == .opaque {
      kernel = try opaqueKernel(members[0])
    } else {
      kernel = FusedKernel(try FusedCompiler.compile(program, members: members, stored: stored, plan: self))
    }
    let keepsPreparation = kernel.preparation.map { fixedBuffers.contains($0.operand) } ?? false
    steps.append(
      Step(
        kernel: kernel, nodes: members, stored: stored.keys.sorted(), isFixed: isFixed,
        keepsPreparation: keepsPreparation))
  }

  /// Whether a node's numbers are needed outside of its unit.
  private func isStored(_ id: Int) -> Bool {
    if roots.contains(id) || program.role(id) != .pointwise { return true }
    return readFromOutside.contains(id)
  }

  /// The buffer for a node's result: the variable that it updates, the place of an operand that is read here for the
  /// last time, or a new one.
  private mutating func place(
    _ id: Int, _ members: [Int], _ step: Int, _ taken: Set<Int>, isFixed: Bool
  ) -> Int {
    if let variable = schedule.variableWrittenBy[id], let buffer = bufferOf[variable] { return buffer }
    if isFixed {
      // It outlives the run.
      buffers.append(Buffer(shape: program.nodes[id].shape, storage: .arena, first: 0, last: end))
      return buffers.count - 1
    }
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
        buffers[buffer].shape.count == program.nodes[id].shape.count, !members.contains(source)
      else { return false }
      return members.allSatisfy { member in
        !program.sources(member).contains(source)
          || (program.readsInPlace(member, source) && program.role(member) == .pointwise)
      }
    }.flatMap { bufferOf[$0] }
  }

  private func opaqueKernel(_ id: Int) throws(ExecutorError) -> any CPUKernel {
    let node = program.nodes[id]
    var operands: [Int] = []
    for input in node.inputs { operands.append(try buffer(of: input)) }
    let shapes = node.inputs.map { program.nodes[$0].shape }
    return try kernel(
      for: node, operands: operands, shapes: shapes, output: buffer(of: id),
      choice: KernelChoice(algorithms: algorithms, fixedBuffers: fixedBuffers))
  }
}
