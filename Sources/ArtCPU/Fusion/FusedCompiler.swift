import ArtGraph
import ArtTensor
import CArtKernels

/// Turns a unit of nodes into ``FusedCode``.
struct FusedCompiler {
  private let program: Program
  private let members: [Int]
  private let plan: CPUPlan

  /// Nodes whose results are stored, with their buffers.
  private let stored: [Int: Int]

  private var code: FusedCode
  private var instructions: [VirtualInstruction] = []
  private var sources: [Int: FusedCode.Source] = [:]
  private var direct: [Int: (buffer: Int, offset: Int)] = [:]
  private var registerOf: [Key: Int] = [:]
  private var registerCount = 0

  /// What a register holds.
  private enum Key: Hashable {
    case member(Int)
    case operand(base: Int, StridedView)
  }

  private struct VirtualInstruction {
    var opcode: art_opcode
    var destination: Int
    var operands: [Int]
    var immediate: Float
  }

  static func compile(
    _ program: Program, members: [Int], stored: [Int: Int], plan: CPUPlan
  ) throws(ExecutorError) -> FusedCode {
    var compiler = FusedCompiler(program: program, members: members, stored: stored, plan: plan)
    for member in members { try compiler.translate(member) }
    compiler.chooseBlocking()
    compiler.place()
    return compiler.code
  }

  private init(program: Program, members: [Int], stored: [Int: Int], plan: CPUPlan) {
    self.program = program
    self.members = members
    self.stored = stored
    self.plan = plan
    code = FusedCode(space: program.iterationShape(members[0]))
  }

  private mutating func newRegister() -> Int {
    defer { registerCount += 1 }
    return registerCount
  }

  // MARK: Nodes to instructions

  private mutating func translate(_ member: Int) throws(ExecutorError) {
    let node = program.nodes[member]
    switch node.operation {
    case let elementwise as Elementwise:
      var operands: [Int] = []
      for input in node.inputs { operands.append(try read(input, member)) }
      let register = newRegister()
      registerOf[.member(member)] = register
      let (opcode, immediate) = elementwise.function.instruction
      instructions.append(
        VirtualInstruction(opcode: opcode, destination: register, operands: operands, immediate: immediate))
    case let reduce as Reduce:
      guard let buffer = stored[member] else { throw .compilerMistake(missing: "buffer", of: reduce.name) }
      code.form = ReductionForm(shape: code.space, axes: reduce.axes)
      code.reductions.append(.init(register: try read(node.inputs[0], member), buffer: buffer, kind: reduce.kind))
    case let random as Random:
      let register = newRegister()
      registerOf[.member(member)] = register
      sources[register] = .random(random)
    default:
      let shape = program.nodes[node.inputs[0]].shape
      registerOf[.member(member)] = try operand(
        program.base(node.inputs[0]), node.operation.view(of: shape, to: node.shape))
    }
  }

  /// The register that holds operand `id` of a member.
  private mutating func read(_ id: Int, _ member: Int) throws(ExecutorError) -> Int {
    let base = program.base(id)
    if let register = registerOf[.member(base)] { return register }
    return try operand(base, StridedView(broadcasting: program.nodes[id].shape, to: code.space))
  }

  private mutating func operand(_ base: Int, _ view: StridedView) throws(ExecutorError) -> Int {
    let key = Key.operand(base: base, view)
    if let register = registerOf[key] { return register }
    let register = newRegister()
    registerOf[key] = register
    let buffer = try plan.buffer(of: base)
    if view.isContiguous {
      direct[register] = (buffer, view.offset)
    } else {
      sources[register] = .strided(buffer: buffer, view)
    }
    return register
  }

  // MARK: Blocks

  private mutating func chooseBlocking() {
    var row: Int?
    if let form = code.form {
      row = form.inner > 1 ? form.inner : form.outer > 1 ? form.reduced : nil
    } else {
      let periods = sources.values.compactMap { source -> Int? in
        if case .strided(_, let view) = source { return view.period }
        return nil
      }
      row = periods.max()
    }
    code.blocking = FusedBlocking(count: code.space.count, row: row, registers: registerCount)
  }

  // MARK: Registers to places

  private mutating func place() {
    code.places = [FusedCode.Place](repeating: .scratch(-1), count: registerCount)
    for (register, memory) in direct {
      code.places[register] = .memory(buffer: memory.buffer, offset: memory.offset)
    }
    let copies = placeStores()
    placeLoads()
    placeScratch()
    code.instructions = (instructions + copies).map { instruction in
      let operands = instruction.operands + [0, 0, 0]
      return art_instruction(
        opcode: UInt16(instruction.opcode.rawValue), destination: UInt16(instruction.destination),
        a: UInt16(operands[0]), b: UInt16(operands[1]), c: UInt16(operands[2]), immediate: instruction.immediate)
    }
  }

  /// Lets results be computed where they are stored, unless an operand that lies there is still to be read; then they
  /// are copied at the end.
  private mutating func placeStores() -> [VirtualInstruction] {
    var copies: [VirtualInstruction] = []
    for member in members {
      guard let buffer = stored[member], let register = registerOf[.member(member)] else { continue }
      let place = FusedCode.Place.memory(buffer: buffer, offset: 0)
      if code.places[register] == .scratch(-1), !isInvariant(register), !isReadAfter(register, from: buffer) {
        code.places[register] = place
      } else {
        code.places.append(place)
        copies.append(
          VirtualInstruction(opcode: ART_COPY, destination: code.places.count - 1, operands: [register], immediate: 0))
      }
    }
    return copies
  }

  /// Whether an operand in `buffer` is read after the instruction that makes `register`.
  private func isReadAfter(_ register: Int, from buffer: Int) -> Bool {
    let made = instructions.firstIndex { $0.destination == register }
    return instructions.dropFirst(made.map { $0 + 1 } ?? 0).contains { instruction in
      instruction.operands.contains { operand in direct[operand].map { $0.buffer == buffer } ?? false }
    }
  }

  private func isInvariant(_ register: Int) -> Bool {
    guard case .strided(_, let view)? = sources[register] else { return false }
    return view.isUniform || (code.blocking.keepsRows && view.period == code.blocking.row)
  }

  /// Whether a block, a part of a row, is found as it is in a vector that repeats with every row.
  private func repeatsRows(_ view: StridedView) -> Bool {
    !code.blocking.keepsRows && view.period != nil && view.period == code.blocking.row
  }

  private mutating func placeLoads() {
    for (register, source) in sources.sorted(by: { $0.key < $1.key }) {
      var source = source
      if case .strided(let buffer, let view) = source, repeatsRows(view), code.places[register] == .scratch(-1) {
        code.places[register] = .row(buffer: buffer, offset: view.offset)
        continue
      }
      if case .strided(let buffer, let view) = source, isInvariant(register) {
        source = .invariant(buffer: buffer, view)
      }
      code.loads.append(.init(register: register, source: source))
      if code.places[register] == .scratch(-1) {
        code.places[register] = .scratch(code.scratchCount)
        code.scratchCount += 1
      }
    }
  }

  /// Gives the remaining registers scratch blocks, and a block back when its register is read for the last time.
  private mutating func placeScratch() {
    var lastRead: [Int: Int] = [:]
    for (index, instruction) in instructions.enumerated() {
      for operand in instruction.operands { lastRead[operand] = index }
    }
    let kept = Set(
      code.reductions.map(\.register) + members.filter { stored[$0] != nil }.compactMap { registerOf[.member($0)] })
    var free: [Int] = []
    for (index, instruction) in instructions.enumerated() {
      if code.places[instruction.destination] == .scratch(-1) {
        if free.isEmpty {
          free.append(code.scratchCount)
          code.scratchCount += 1
        }
        code.places[instruction.destination] = .scratch(free.removeLast())
      }
      for register in Set(instruction.operands + [instruction.destination])
      where (lastRead[register] ?? index) == index && sources[register] == nil && !kept.contains(register) {
        if case .scratch(let slot) = code.places[register], slot >= 0 { free.append(slot) }
      }
    }
  }
}

extension Operation {
  /// How a node that only moves numbers reads its operand.
  func view(of shape: Shape, to space: Shape) -> StridedView {
    switch self {
    case let transpose as Transpose: StridedView(transposing: shape, by: transpose.permutation)
    case let slice as Slice: StridedView(slicing: shape, starts: slice.starts, sizes: slice.sizes)
    default: StridedView(broadcasting: shape, to: space)
    }
  }
}
