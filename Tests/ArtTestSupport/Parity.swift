public import ArtGraph
public import ArtTensor

/// How far the fast executor, in float32, is from the reference in double precision on one computation.
public struct Parity: Sendable {
  /// The thread counts for which results must be the same bits.
  public static let threadCounts = [1, 2, 3]

  /// The largest difference in each output, and in each variable behind the last step ("variable NAME"), relative to the
  /// largest magnitude in it.
  public private(set) var errors: [String: Double] = [:]

  /// Whether each number of threads gave the same bits.
  public let sameBits: Bool

  /// Runs a graph with the fast executor on 1, 2 and 3 threads, and with the reference.
  ///
  /// - `step`: The number of the first step; `steps` are run.
  /// - `floor`: Smaller magnitudes count as this one: a result that is zero but for rounding has no relative error.
  public init(
    _ graph: Graph, outputs: [String: Value], inputs: [String: Tensor] = [:], variables: [String: Tensor] = [:],
    seed: UInt64 = 7, step: UInt64 = 3, steps: Int = 1, floor: Double = 1e-6
  ) throws {
    var reference = ReferenceExecutor(
      inputs: inputs.mapValues(ReferenceArray.init), variables: variables.mapValues(ReferenceArray.init), seed: seed)
    var expected: [String: ReferenceArray] = [:]
    for offset in 0..<steps {
      reference.step = step + UInt64(offset)
      expected = try reference.run(graph, outputs: outputs)
    }
    let program = try Program(graph, outputs: outputs)
    let runs = try Self.threadCounts.map {
      try FastRun(program, threads: $0, inputs: inputs, variables: variables, seed: seed, step: step, steps: steps)
    }
    sameBits = runs.allSatisfy { $0.hasSameBits(as: runs[0]) }

    for (name, array) in expected { errors[name] = Self.difference(runs[0].outputs[name], array, floor) }
    for name in program.variables.keys {
      guard let array = reference.variables[name] else { throw ReferenceError("no variable '\(name)'") }
      errors["variable \(name)"] = Self.difference(runs[0].variables[name], array, floor)
    }
  }

  public var worst: Double { errors.values.max() ?? 0 }

  /// What is further off than this; a test expects nothing.
  public func errors(above tolerance: Double) -> [String: Double] {
    errors.filter { !($0.value <= tolerance) }
  }

  private static func difference(_ fast: Tensor?, _ expected: ReferenceArray, _ floor: Double) -> Double {
    guard let fast, fast.shape == expected.shape else { return .infinity }
    let scale = max(expected.largestMagnitude, floor)
    return zip(fast.scalars, expected.numbers).reduce(0) { worst, pair in
      let difference = abs(Double(pair.0) - pair.1) / scale
      return difference.isFinite ? max(worst, difference) : .infinity
    }
  }
}
