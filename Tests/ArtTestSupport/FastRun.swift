import ArtCPU
public import ArtGraph
public import ArtTensor

/// What one run of the fast executor gives.
public struct FastRun: Sendable {
  public let outputs: [String: Tensor]
  public let variables: [String: Tensor]

  public init(
    _ program: Program, threads: Int = 1, inputs: [String: Tensor] = [:], variables: [String: Tensor] = [:],
    seed: UInt64 = 0, step: UInt64 = 0, steps: Int = 1
  ) throws {
    let store = CPUDevice(threads: 1).makeVariables()
    for (name, tensor) in variables { store[name] = tensor }
    let executor = try CPUDevice(threads: threads).makeExecutor(program, variables: store)
    for (name, tensor) in inputs where program.inputs[name] != nil { try executor.setInput(name, tensor) }
    for offset in 0..<steps { try executor.run(seed: seed, step: step + UInt64(offset)) }
    var results: [String: Tensor] = [:]
    for name in program.outputs.keys { results[name] = try executor.output(name) }
    outputs = results
    self.variables = Dictionary(
      uniqueKeysWithValues: store.names.compactMap { name in store[name].map { (name, $0) } })
  }

  /// Whether every number is the same, bit for bit.
  public func hasSameBits(as other: FastRun) -> Bool {
    Self.bits(outputs) == Self.bits(other.outputs) && Self.bits(variables) == Self.bits(other.variables)
  }

  private static func bits(_ tensors: [String: Tensor]) -> [String: [UInt32]] {
    tensors.mapValues { $0.scalars.map(\.bitPattern) }
  }
}
