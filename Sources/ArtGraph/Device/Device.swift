public import ArtTensor

/// Where programs run: a kind of processor with its memory, the threads for work beside programs, and the choice of
/// algorithms. A plain value, passed to whatever makes executors.
///
/// The executors of a device use variables and scratch memory that a device of the same ``name`` made.
public protocol Device: Sendable {
  /// The device in messages: `CPU`. Devices of one name share memory.
  var name: String { get }

  /// The threads for work outside of programs, such as batches and metrics; on a CPU also for programs. Results do not
  /// depend on their number.
  var pool: ThreadPool { get set }

  /// Which algorithms may compute convolutions.
  var convolutionAlgorithms: ConvolutionAlgorithms { get set }

  /// Adapts graphs to the device while they are traced.
  var rewriter: GraphRewriter { get }

  /// Makes the memory of one variable, zero at first.
  func makeStorage(count: Int) -> any VariableStorage

  /// Makes memory that executors can share.
  func makeScratchMemory() -> any ScratchMemory

  /// Compiles a program. Variables that the store does not have are made, and are zero.
  ///
  /// - Parameters:
  ///   - program: what to run.
  ///   - variables: hold what lives from run to run.
  ///   - scratch: memory to share with executors that never run at the same time.
  /// - Throws: ``ExecutorError`` when the store has a variable of another shape, or store or memory are another
  ///   device's.
  func makeExecutor(
    _ program: Program, variables: VariableStore, scratch: any ScratchMemory
  ) throws -> any Executor

  /// The memory that a program would take, found without taking any.
  ///
  /// - Throws: ``ExecutorError`` for an operation that the device cannot compute.
  func memory(of program: Program) throws -> PlanMemory
}

extension Device {
  public var rewriter: GraphRewriter { .none }

  /// Makes a store for variables in the device's memory, empty at first.
  public func makeVariables() -> VariableStore {
    VariableStore(device: name, makeStorage: makeStorage)
  }

  /// Compiles a program that shares its scratch memory with no other.
  ///
  /// - Throws: ``ExecutorError``, as ``makeExecutor(_:variables:scratch:)``.
  public func makeExecutor(_ program: Program, variables: VariableStore) throws -> any Executor {
    try makeExecutor(program, variables: variables, scratch: makeScratchMemory())
  }

  /// The memory that programs would take that run in turns on one scratch memory and on the variables of one store,
  /// found without taking any.
  ///
  /// - Throws: ``ExecutorError`` for an operation that the device cannot compute.
  public func memory(of programs: [Program]) throws -> PlanMemory {
    let each = try programs.map(memory)
    let variables = programs.reduce(into: [String: Shape]()) { $0.merge($1.variables) { first, _ in first } }
    return PlanMemory(
      arena: each.map(\.arena).max() ?? 0, largestScratch: each.map(\.largestScratch).max() ?? 0,
      inputs: each.reduce(0) { $0 + $1.inputs }, constants: each.reduce(0) { $0 + $1.constants },
      variables: variables.values.reduce(0) { $0 + $1.count } * MemoryLayout<Float>.stride)
  }
}

/// The memory in which executors of one device keep intermediate results while they run. Executors that run in turns
/// can share one: it is as large as the largest of them needs.
///
/// A shared memory must be used by one thread at a time. The outputs of an executor are there until another one on the
/// same memory runs.
public protocol ScratchMemory: AnyObject {}
