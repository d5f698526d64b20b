import ArtCPU
import ArtGraph
import ArtTensor
import ArtTestSupport
import Testing

/// What a device's choice of algorithms decides.
@Suite struct ConvolutionAlgorithmsTests {
  /// A convolution of many channels, and its gradients: minimal filtering is the fastest for all.
  private func program() throws -> Program {
    let graph = Graph()
    let x = graph.variable("x", shape: [8, 12, 12, 32])
    let kernel = graph.variable("kernel", shape: [5, 5, 32, 32])
    let result = x.convolved(with: kernel, strides: (1, 1), padding: .same)
    let gradients = graph.gradients(of: result.square().sum(), withRespectTo: [x, kernel])
    return try Program(graph, outputs: ["result": result, "x": gradients[0], "kernel": gradients[1]])
  }

  private func run(_ algorithms: ConvolutionAlgorithms) throws -> (algorithms: [String], outputs: [String: Tensor]) {
    let store = CPUDevice(threads: 1).makeVariables()
    store["x"] = RepeatableNumbers("x").tensor([8, 12, 12, 32], low: -1, high: 1)
    store["kernel"] = RepeatableNumbers("kernel").tensor([5, 5, 32, 32], low: -0.1, high: 0.1)
    let executor = try CPUDevice(threads: 2, convolutionAlgorithms: algorithms).makeExecutor(
      program(), variables: store)
    try executor.run()
    var outputs: [String: Tensor] = [:]
    for name in ["result", "x", "kernel"] { outputs[name] = try executor.output(name) }
    return (executor.planDescription.steps.compactMap(\.algorithm), outputs)
  }

  @Test func exactTurnsTransformsOff() throws {
    let (fast, exact) = (try run(.fast), try run(.exact))
    #expect(fast.algorithms.count == 3)
    #expect(!fast.algorithms.contains("gemm"))
    #expect(exact.algorithms.count == 3)
    #expect(exact.algorithms.allSatisfy { ["gemm", "direct"].contains($0) })
    for name in ["result", "x", "kernel"] {
      let (a, b) = (try #require(fast.outputs[name]).scalars, try #require(exact.outputs[name]).scalars)
      let largest = b.reduce(0) { max($0, abs($1)) }
      let difference = zip(a, b).reduce(0) { max($0, abs($1.0 - $1.1)) }
      #expect(difference > 0, "\(name)")
      #expect(difference <= 1e-4 * largest, "\(name)")
    }
  }
}
