public import ArtTensor

/// Runs one program, as often as asked, on the variables of one store.
///
/// All memory is taken until the first run has ended; later ones allocate nothing.
public protocol Executor: AnyObject {
  var program: Program { get }

  /// Runs the program once.
  ///
  /// - Parameters:
  ///   - seed: with `step`, what all random numbers of the run are made from.
  ///   - step: the number of the step.
  func run(seed: UInt64, step: UInt64) throws

  /// Runs the program once, and tells how long each step took.
  ///
  /// - Parameters:
  ///   - seed: with `step`, what all random numbers of the run are made from.
  ///   - step: the number of the step.
  ///   - observer: gets the number of a step of ``planDescription`` after each, and its time.
  func run(seed: UInt64, step: UInt64, observer: (_ planned: Int, _ duration: Duration) -> Void) throws

  /// Lets the caller fill an input. It keeps its numbers until it is filled again.
  ///
  /// - Throws: ``ExecutorError/unknownInput(_:known:)``.
  func withInput(
    _ name: String, _ body: (UnsafeMutableBufferPointer<Float>) -> Void
  ) throws(ExecutorError)

  /// Lets the caller read an output of the last run where it lies, before another executor on the same scratch memory
  /// runs.
  ///
  /// - Throws: ``ExecutorError/unknownOutput(_:known:)``.
  func withOutput<Result>(
    _ name: String, _ body: (UnsafeBufferPointer<Float>) -> Result
  ) throws(ExecutorError) -> Result

  /// The compiled program in words and numbers.
  var planDescription: PlanDescription { get }

  /// The bytes of the inputs, which are the executor's own.
  var inputBytes: Int { get }

  /// The bytes that it needs of its scratch memory.
  var scratchBytes: Int { get }
}

extension Executor {
  /// Runs the program once, as its first step with the seed 0.
  public func run() throws { try run(seed: 0, step: 0) }

  /// Sets an input. It keeps its numbers until it is set again.
  ///
  /// - Throws: ``ExecutorError`` when the program has no such input or it has another shape.
  public func setInput(_ name: String, _ tensor: Tensor) throws(ExecutorError) {
    if let shape = program.inputs[name], shape != tensor.shape {
      throw .inputShape(name, expected: shape, found: tensor.shape)
    }
    try withInput(name) { _ = $0.update(from: tensor.scalars) }
  }

  /// A copy of an output of the last run, made before another executor on the same scratch memory runs.
  ///
  /// - Throws: ``ExecutorError/unknownOutput(_:known:)``.
  public func output(_ name: String) throws(ExecutorError) -> Tensor {
    let scalars = try withOutput(name) { Array($0) }
    return Tensor(shape: program.outputs[name].map { program.nodes[$0].shape } ?? [scalars.count], scalars: scalars)
  }

  /// The bytes of memory that the executor takes: inputs, intermediate results and scratch memory, without the variables.
  public var peakBytes: Int { inputBytes + scratchBytes }
}
