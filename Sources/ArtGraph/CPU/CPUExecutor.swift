public import ArtTensor

/// Runs a program on the processor's cores.
///
/// All memory is taken until the first run has ended; later ones allocate nothing. Results are the same bits for any
/// number of threads. What depends on variables alone that the program does not assign is computed when they have changed, and
/// kept from run to run.
public final class CPUExecutor {
  public let program: Program
  public let variables: VariableStore
  public let pool: ThreadPool

  let plan: CPUPlan
  private let shared: SharedPreparations
  private let memory: MemoryPlan
  private let scratch: ScratchMemory
  private let inputs: [String: AlignedStorage]
  private let outputs: [String: (shape: Shape, buffer: Int)]
  /// Holds what the pointers below point to.
  private let storages: [AlignedStorage]
  private let buffers: UnsafeMutableBufferPointer<UnsafeMutablePointer<Float>>
  /// The scratch memory that they lie in, and each step's places in it.
  private var arena: AlignedStorage?
  private let workspaces: [Int]
  private let preparations: [Int]
  private var fixedVariables: FixedVariables
  private var renews = true
  private let assignedVariables: [VariableCell]

  /// Prepares a program. Variables that the store does not have are made, and are zero.
  ///
  /// - Parameters:
  ///   - program: what to run.
  ///   - variables: holds the numbers that live from run to run.
  ///   - pool: the threads that do the work.
  ///   - precision: which algorithms may be used.
  ///   - scratch: memory to share with executors that never run at the same time.
  /// - Throws: ``ExecutorError/variableShape(_:expected:found:)`` when the store has a variable of another shape.
  public init(
    _ program: Program, variables: VariableStore, pool: ThreadPool, precision: Precision = .fast,
    scratch: ScratchMemory = ScratchMemory()
  ) throws(ExecutorError) {
    for (name, shape) in program.variables {
      if let found = variables.shape(of: name), found != shape {
        throw .variableShape(name, expected: shape, found: found)
      }
    }
    self.program = program
    self.variables = variables
    self.pool = pool
    plan = CPUPlan(program, precision: precision)
    shared = SharedPreparations(plan)

    memory = Self.memoryPlan(plan, shared, threads: pool.threads)
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
        let storage = variables.cell(name, shape: buffer.shape).storage
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
    let (plan, shared, memory) = (plan, shared, memory)
    workspaces = plan.steps.indices.map { memory.offsets[plan.buffers.count + $0] ?? 0 }
    preparations = plan.steps.indices.map {
      memory.offsets[plan.buffers.count + plan.steps.count + (shared.maker[$0] ?? $0)] ?? 0
    }
    outputs = program.outputs.mapValues { id in
      (program.nodes[id].shape, plan.bufferOf[program.base(id)] ?? 0)
    }
    scratch.reserve(memory.total)
  }

  deinit {
    buffers.deallocate()
  }

  private static func memoryPlan(_ plan: CPUPlan, _ shared: SharedPreparations, threads: Int) -> MemoryPlan {
    var lifetimes: [MemoryPlan.Lifetime] = []
    for (index, buffer) in plan.buffers.enumerated() {
      guard case .arena = buffer.storage else { continue }
      lifetimes.append(.init(buffer: index, count: buffer.shape.count, first: buffer.first, last: buffer.last))
    }
    for (index, step) in plan.steps.enumerated() {
      let count = step.kernel.workspaceCount(threads: threads)
      lifetimes.append(.init(buffer: plan.buffers.count + index, count: count, first: index, last: index))
      guard let preparation = step.kernel.preparation, let life = shared.lives[index] else { continue }
      lifetimes.append(
        .init(
          buffer: plan.buffers.count + plan.steps.count + index, count: preparation.count, first: life.lowerBound,
          last: life.upperBound))
    }
    return MemoryPlan(lifetimes)
  }

  /// Runs the program once.
  ///
  /// - Parameters:
  ///   - seed: with `step`, what all random numbers of the run are made from.
  ///   - step: the number of the step.
  public func run(seed: UInt64 = 0, step: UInt64 = 0) {
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
    for (index, buffer) in plan.buffers.enumerated() {
      if case .arena = buffer.storage {
        buffers.initializeElement(at: index, to: storage.pointer + (memory.offsets[index] ?? 0))
      }
    }
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

  /// Lets the caller fill an input. It keeps its numbers until it is filled again.
  ///
  /// - Throws: ``ExecutorError/unknownInput(_:known:)``.
  public func withInput(
    _ name: String, _ body: (UnsafeMutableBufferPointer<Float>) -> Void
  ) throws(ExecutorError) {
    guard let storage = inputs[name] else { throw .unknownInput(name, known: inputs.keys.sorted()) }
    body(storage.buffer)
  }

  /// Fills an input with a tensor's numbers.
  ///
  /// - Throws: ``ExecutorError`` when the program has no such input or it has another shape.
  public func setInput(_ name: String, _ tensor: Tensor) throws(ExecutorError) {
    if let shape = program.inputs[name], shape != tensor.shape {
      throw .inputShape(name, expected: shape, found: tensor.shape)
    }
    try withInput(name) { _ = $0.update(from: tensor.scalars) }
  }

  /// Lets the caller read an output of the last run where it lies, before another executor on the same scratch memory
  /// runs.
  ///
  /// - Throws: ``ExecutorError/unknownOutput(_:known:)``.
  public func withOutput<Result>(
    _ name: String, _ body: (UnsafeBufferPointer<Float>) -> Result
  ) throws(ExecutorError) -> Result {
    guard let output = outputs[name] else { throw .unknownOutput(name, known: outputs.keys.sorted()) }
    bind()
    return body(UnsafeBufferPointer(start: buffers[output.buffer], count: output.shape.count))
  }

  /// A copy of an output of the last run, made before another executor on the same scratch memory runs.
  ///
  /// - Throws: ``ExecutorError/unknownOutput(_:known:)``.
  public func output(_ name: String) throws(ExecutorError) -> Tensor {
    let numbers = try withOutput(name) { Array($0) }
    return Tensor(shape: outputs[name]?.shape ?? [], scalars: numbers)
  }

  /// The bytes of memory that the executor takes: inputs, intermediate results and scratch memory, without the variables.
  public var peakBytes: Int { inputBytes + scratchBytes }

  /// The bytes of its inputs, which are its own.
  public var inputBytes: Int { inputs.values.reduce(0) { $0 + $1.count } * MemoryLayout<Float>.stride }

  /// The bytes that it needs of its scratch memory.
  public var scratchBytes: Int { memory.total * MemoryLayout<Float>.stride }
}
