import ArtGraph
import ArtTensor

/// Runs a program on the processor's cores.
///
/// Results are the same bits for any number of threads. What depends on variables alone that the program does not assign
/// is computed when they have changed, and kept from run to run.
final class CPUExecutor: Executor {
  let program: Program
  let pool: ThreadPool

  let plan: CPUPlan
  let memory: PlanMemory
  private let shared: SharedPreparations
  private let scratch: CPUScratchMemory
  private let inputs: [String: AlignedStorage]
  private let outputs: [String: (shape: Shape, buffer: Int)]
  /// Holds what the pointers below point to.
  private let storages: [AlignedStorage]
  private let buffers: UnsafeMutableBufferPointer<UnsafeMutablePointer<Float>>
  /// The scratch memory that some of them lie in, their offsets there, and each step's.
  private var arena: AlignedStorage?
  private let arenaOffsets: [(buffer: Int, offset: Int)]
  private let workspaces: [Int]
  private let preparations: [Int]
  private var fixedVariables: FixedVariables
  private var renews = true
  private let assignedVariables: [VariableCell]

  /// Prepares a program, as ``CPUDevice/makeExecutor(_:variables:scratch:)`` says.
  init(
    _ program: Program, variables: VariableStore, device: CPUDevice, scratch: CPUScratchMemory
  ) throws(ExecutorError) {
    let foreign = ExecutorError.foreignVariables(of: variables.device, on: device.name)
    guard variables.device == device.name else { throw foreign }
    var variableStorages: [String: AlignedStorage] = [:]
    for (name, shape) in program.variables {
      if let found = variables.shape(of: name), found != shape {
        throw .variableShape(name, expected: shape, found: found)
      }
      guard let storage = variables.cell(name, shape: shape).storage as? AlignedStorage else { throw foreign }
      variableStorages[name] = storage
    }
    let compiled = try CPUCompilation(program, device: device)
    let program = compiled.program
    self.program = program
    pool = device.pool
    (plan, shared, memory) = (compiled.plan, compiled.shared, compiled.size)
    var outputs: [String: (shape: Shape, buffer: Int)] = [:]
    for (name, id) in program.outputs { outputs[name] = (program.nodes[id].shape, try plan.buffer(of: id)) }
    self.outputs = outputs
    var arenaOffsets: [(buffer: Int, offset: Int)] = []
    for (index, buffer) in plan.buffers.enumerated() {
      if case .arena = buffer.storage { arenaOffsets.append((index, try compiled.arena.offset(of: index))) }
    }
    self.arenaOffsets = arenaOffsets
    (workspaces, preparations) = try compiled.places()
    self.scratch = scratch
    var inputs: [String: AlignedStorage] = [:]
    var storages: [AlignedStorage] = []
    buffers = .allocate(capacity: plan.buffers.count)
    for (index, buffer) in plan.buffers.enumerated() {
      let pointer: UnsafeMutablePointer<Float>
      switch buffer.storage {
      // Until memory is bound, see `bind`.
      case .arena: continue
      case .input(let name):
        let storage = AlignedStorage(count: buffer.shape.count)
        inputs[name] = storage
        pointer = storage.pointer
      case .variable(let name):
        guard let storage = variableStorages[name] else { throw .compilerMistake(missing: "variable", of: name) }
        storages.append(storage)
        pointer = storage.pointer
      case .constant(let tensor):
        let storage = AlignedStorage(count: tensor.shape.count)
        _ = storage.buffer.update(from: tensor.scalars)
        storages.append(storage)
        pointer = storage.pointer
      }
      buffers.initializeElement(at: index, to: pointer)
    }
    func cells(_ names: [String]) -> [VariableCell] {
      names.compactMap { name in program.variables[name].map { variables.cell(name, shape: $0) } }
    }
    fixedVariables = FixedVariables(cells(plan.fixedVariables))
    assignedVariables = cells(program.assignedVariables)
    self.inputs = inputs
    self.storages = storages
    scratch.reserve(compiled.arena.total)
  }

  deinit {
    buffers.deallocate()
  }

  func run(seed: UInt64, step: UInt64) {
    beginRun()
    for index in plan.steps.indices { runStep(index, seed: seed, step: step) }
    copyNewValues()
    endRun()
  }

  /// Finds out whether what was kept from an earlier run must be made again.
  func beginRun() {
    let haveChanged = fixedVariables.haveChanged()
    bind()
    renews = scratch.changesHands(to: self) || haveChanged
  }

  /// Lets buffers point into the scratch memory, which may have become another one since the last run.
  private func bind() {
    let storage = scratch.storage
    guard arena !== storage else { return }
    arena = storage
    for (buffer, offset) in arenaOffsets { buffers.initializeElement(at: buffer, to: storage.pointer + offset) }
  }

  /// Runs one step of the plan, if it is not kept.
  func runStep(_ index: Int, seed: UInt64, step: UInt64) {
    let planned = plan.steps[index]
    guard let table = buffers.baseAddress, let arena, renews || !planned.isFixed else { return }
    let run = KernelRun(
      buffers: UnsafePointer(table), workspace: arena.pointer + workspaces[index],
      prepared: arena.pointer + preparations[index], pool: pool, seed: seed, step: step)
    if shared.maker[index] == index, renews || !planned.keepsPreparation { planned.kernel.prepare(run) }
    planned.kernel.run(run)
  }

  /// Writes the new values that could not be computed where the variables lie.
  func copyNewValues() {
    for copy in plan.copies {
      buffers[copy.variable].update(from: buffers[copy.value], count: plan.buffers[copy.variable].shape.count)
    }
  }

  /// Tells other programs over the same variables that they have changed.
  func endRun() {
    for variable in assignedVariables { variable.noteChange() }
  }

  func withInput(
    _ name: String, _ body: (UnsafeMutableBufferPointer<Float>) -> Void
  ) throws(ExecutorError) {
    guard let storage = inputs[name] else { throw .unknownInput(name, known: inputs.keys.sorted()) }
    body(storage.buffer)
  }

  func withOutput<Result>(
    _ name: String, _ body: (UnsafeBufferPointer<Float>) -> Result
  ) throws(ExecutorError) -> Result {
    guard let output = outputs[name] else { throw .unknownOutput(name, known: outputs.keys.sorted()) }
    bind()
    return body(UnsafeBufferPointer(start: buffers[output.buffer], count: output.shape.count))
  }

  var inputBytes: Int { inputs.values.reduce(0) { $0 + $1.count } * MemoryLayout<Float>.stride }

  var scratchBytes: Int { memory.arena }
}
