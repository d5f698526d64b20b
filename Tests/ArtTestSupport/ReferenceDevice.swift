public import ArtGraph
public import ArtTensor

/// The reference as a device: everything in double precision, by the plainest loops, with variables of its own kind.
public struct ReferenceDevice: Device {
  public let name = "reference"
  public var pool = ThreadPool(threads: 1)
  public var convolutionAlgorithms = ConvolutionAlgorithms.exact

  public init() {}

  public func makeStorage(count: Int) -> any VariableStorage { ReferenceStorage(count: count) }

  public func makeScratchMemory() -> any ScratchMemory { NoScratchMemory() }

  public func makeExecutor(
    _ program: Program, variables: VariableStore, scratch: any ScratchMemory
  ) throws -> any Executor {
    guard variables.device == name else { throw ExecutorError.foreignVariables(of: variables.device, on: name) }
    guard scratch is NoScratchMemory else { throw ExecutorError.foreignScratchMemory(on: name) }
    return ReferenceProgram(program, variables)
  }

  public func memory(of program: Program) throws -> PlanMemory {
    try makeExecutor(program, variables: makeVariables()).planDescription.memory
  }
}

private final class NoScratchMemory: ScratchMemory {}

private final class ReferenceStorage: VariableStorage {
  var numbers: [Double]

  init(count: Int) { numbers = [Double](repeating: 0, count: count) }

  var count: Int { numbers.count }

  func withScalars<Result>(_ body: (UnsafeBufferPointer<Float>) -> Result) -> Result {
    numbers.map(Float.init).withUnsafeBufferPointer(body)
  }

  func write(_ scalars: [Float]) { numbers = scalars.map(Double.init) }
}

/// A program that ``ReferenceExecutor`` runs.
private final class ReferenceProgram: Executor {
  let program: Program
  private var variables: [String: VariableCell] = [:]
  private var inputs: [String: AlignedStorage]
  private var outputs: [String: [Float]]

  init(_ program: Program, _ store: VariableStore) {
    self.program = program
    for (name, shape) in program.variables { variables[name] = store.cell(name, shape: shape) }
    inputs = program.inputs.mapValues { AlignedStorage(count: $0.count) }
    outputs = program.outputs.mapValues { [Float](repeating: 0, count: program.nodes[$0].shape.count) }
  }

  func run(seed: UInt64, step: UInt64) throws {
    var reference = ReferenceExecutor(seed: seed, step: step)
    for (name, shape) in program.inputs {
      reference.inputs[name] = ReferenceArray(shape: shape, numbers: inputs[name]?.buffer.map(Double.init) ?? [])
    }
    for (name, cell) in variables {
      reference.variables[name] = (cell.storage as? ReferenceStorage).map {
        ReferenceArray(shape: cell.shape, numbers: $0.numbers)
      }
    }
    outputs = try reference.run(program).mapValues { $0.numbers.map(Float.init) }
    for (name, cell) in variables {
      guard let array = reference.variables[name], let storage = cell.storage as? ReferenceStorage else { continue }
      storage.numbers = array.numbers
      cell.noteChange()
    }
  }

  func run(seed: UInt64, step: UInt64, observer: (_ planned: Int, _ duration: Duration) -> Void) throws {
    observer(0, try ContinuousClock().measure { try run(seed: seed, step: step) })
  }

  func withInput(_ name: String, _ body: (UnsafeMutableBufferPointer<Float>) -> Void) throws(ExecutorError) {
    guard let input = inputs[name] else { throw .unknownInput(name, known: inputs.keys.sorted()) }
    body(input.buffer)
  }

  func withOutput<Result>(
    _ name: String, _ body: (UnsafeBufferPointer<Float>) -> Result
  ) throws(ExecutorError) -> Result {
    guard let output = outputs[name] else { throw .unknownOutput(name, known: outputs.keys.sorted()) }
    return output.withUnsafeBufferPointer(body)
  }

  var planDescription: PlanDescription {
    PlanDescription(
      steps: [
        StepDescription(
          kind: .movement, summary: "everything", operations: program.nodes.map(\.operation.name), scopes: [],
          shape: .scalar, bytesMoved: 0)
      ], memory: PlanMemory(arena: 0, largestScratch: 0, inputs: inputBytes, constants: 0, variables: 0))
  }

  var inputBytes: Int { inputs.values.reduce(0) { $0 + $1.count } * MemoryLayout<Float>.stride }
  var scratchBytes: Int { 0 }
}
