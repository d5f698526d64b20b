public import ArtGraph
public import ArtTensor

/// How far the fast executor is from the reference on one computation.
public struct Parity {
  /// The largest difference of each output, relative to the largest number of that output.
  public var errors: [String: Double] = [:]

  /// Whether each number of threads gave the same bits.
  public var sameBits = true

  public var worst: Double { errors.values.max() ?? 0 }

  /// Runs a graph with the fast executor on 1, 2 and 3 threads, and with the reference.
  public init(
    _ graph: Graph, outputs: [String: Value], inputs: [String: Tensor] = [:], variables: [String: Tensor] = [:],
    seed: UInt64 = 7, step: UInt64 = 3
  ) throws {
    var reference = ReferenceExecutor(
      inputs: inputs.mapValues(ReferenceArray.init), variables: variables.mapValues(ReferenceArray.init), seed: seed,
      step: step)
    var expected = try reference.run(graph, outputs: outputs)
    for (name, array) in reference.variables { expected["variable \(name)"] = array }

    let program = try Program(graph, outputs: outputs)
    var first: [String: Tensor] = [:]
    for threads in 1...3 {
      let found = try Self.run(program, inputs, variables, threads, seed, step)
      if threads == 1 {
        first = found
      } else {
        sameBits =
          sameBits
          && found.allSatisfy { $0.value.scalars.map(\.bitPattern) == first[$0.key]?.scalars.map(\.bitPattern) }
      }
    }
    for (name, tensor) in first {
      guard let array = expected[name] else { continue }
      errors[name] = relativeError(tensor, array)
    }
  }

  private static func run(
    _ program: Program, _ inputs: [String: Tensor], _ variables: [String: Tensor], _ threads: Int, _ seed: UInt64,
    _ step: UInt64
  ) throws -> [String: Tensor] {
    let store = VariableStore()
    for (name, tensor) in variables { store[name] = tensor }
    let executor = try CPUExecutor(program, variables: store, pool: ThreadPool(threads: threads))
    for (name, tensor) in inputs where program.inputs[name] != nil { try executor.setInput(name, tensor) }
    executor.run(seed: seed, step: step)
    var found: [String: Tensor] = [:]
    for name in program.outputs.keys { found[name] = try executor.output(name) }
    for name in store.names { found["variable \(name)"] = store[name] }
    return found
  }
}

/// The largest difference relative to the largest finite number of the reference; infinities and NaN must agree.
public func relativeError(_ found: Tensor, _ expected: ReferenceArray) -> Double {
  guard found.shape == expected.shape else { return .infinity }
  var difference = 0.0
  var largest = 1e-30
  for (a, b) in zip(found.scalars, expected.numbers) {
    if !b.isFinite || !a.isFinite {
      guard Double(a) == b || (a.isNaN && b.isNaN) else { return .infinity }
      continue
    }
    difference = max(difference, abs(Double(a) - b))
    largest = max(largest, abs(b))
  }
  return difference / largest
}
