import ArtGraph
import ArtNN
import ArtTensor
import ArtTestSupport
import Testing

@Suite struct SpectralNormTests {
  struct Case: CustomTestStringConvertible {
    let layer: any Layer
    let input: Shape

    var testDescription: String { layer.title }
  }

  static let cases = [
    Case(layer: Dense(units: 5, useBias: false, spectralNorm: true), input: [8]),
    Case(layer: Conv2D(filters: 4, kernelSize: Size2D(3, 2), useBias: false, spectralNorm: true), input: [5, 4, 3]),
    Case(
      layer: Conv2DTranspose(filters: 4, kernelSize: Size2D(2, 3), strides: 2, useBias: false, spectralNorm: true),
      input: [3, 2, 5]),
  ]

  /// A training step that applies a layer some times, and one that applies it in inference.
  private struct Run {
    let graph = Graph()
    let plain: Value
    let training: [Value]
    let inference: Value
    var executor: ReferenceExecutor
    let kernel: Tensor

    init(_ test: Case, applications: Int = 1) throws {
      let network = Network(name: "n", inputShape: test.input, [test.layer])
      let parameters = try network.parameters()
      kernel = RepeatableNumbers("kernel").tensor(parameters[0].shape, low: -1, high: 1)
      executor = ReferenceExecutor(
        variables: [
          "n.layers.0.kernel": ReferenceArray(kernel),
          "n.layers.0.u": ReferenceArray(RepeatableNumbers("u").tensor(parameters[1].shape, low: -1, high: 1)),
        ])
      let shape = Shape([2] + test.input.dimensions)
      executor.inputs["x"] = ReferenceArray(RepeatableNumbers("x").tensor(shape, low: -1, high: 1))
      let x = graph.input("x", shape: shape)
      let context = NetworkContext(graph: graph, mode: .training)
      training = try (0..<applications).map { _ in try network.apply(x, context: context) }
      context.assignUpdates()
      let fixed = NetworkContext(graph: graph, mode: .inference)
      inference = try network.apply(x, context: fixed)
      #expect(fixed.updates.isEmpty)
      // The same layer without normalisation.
      var settings = test.layer
      switch settings {
      case var layer as Dense:
        layer.spectralNorm = false
        settings = layer
      case var layer as Conv2D:
        layer.spectralNorm = false
        settings = layer
      case var layer as Conv2DTranspose:
        layer.spectralNorm = false
        settings = layer
      default: break
      }
      plain = try Network(name: "n", inputShape: test.input, [settings]).apply(
        x, context: NetworkContext(graph: graph, mode: .training))
    }

    /// σ: how many times larger the plain layer's result is.
    mutating func norm() throws -> Double {
      let outputs = try executor.run(graph, outputs: ["plain": plain, "y": training[0]])
      let (a, b) = (try #require(outputs["plain"]), try #require(outputs["y"]))
      return a.largestMagnitude / b.largestMagnitude
    }
  }

  /// One round a step finds the largest singular value, from below.
  @Test(arguments: cases)
  func findsTheLargestSingularValue(_ test: Case) throws {
    var run = try Run(test)
    let expected = FirstSingularPair(run.kernel, outputAxis: test.layer.outputAxisOfKernel).value
    var norms = [try run.norm()]
    for _ in 0..<300 { norms.append(try run.norm()) }
    #expect(norms[0] < 0.999 * expected)
    #expect(zip(norms, norms.dropFirst()).allSatisfy { $0 <= $1 + 1e-9 })
    #expect(abs((norms.last ?? 0) / expected - 1) < 1e-6)
  }

  /// Real and generated images see the same network, and a step is one round.
  @Test(arguments: cases)
  func aStepIsOneRoundHoweverOftenTheLayerIsApplied(_ test: Case) throws {
    var once = try Run(test)
    var twice = try Run(test, applications: 2)
    let outputs = try twice.executor.run(twice.graph, outputs: ["a": twice.training[0], "b": twice.training[1]])
    #expect(outputs["a"] == outputs["b"])
    let before = once.executor.variables["n.layers.0.u"]
    _ = try once.norm()
    #expect(once.executor.variables["n.layers.0.u"] == twice.executor.variables["n.layers.0.u"])
    #expect(once.executor.variables["n.layers.0.u"] != before)
  }

  @Test(arguments: cases)
  func inferenceUsesTheVectorThatIsThere(_ test: Case) throws {
    let run = try Run(test)
    let results = try run.executor.evaluate([run.training[0], run.inference])
    #expect(results[0] == results[1])
  }

  /// A kernel of zeros stays one: nothing is divided by zero.
  @Test func aKernelOfZerosIsHarmless() throws {
    var run = try Run(Self.cases[0])
    run.executor.variables["n.layers.0.kernel"] = ReferenceArray(repeating: 0, shape: [8, 5])
    let outputs = try run.executor.run(run.graph, outputs: ["y": run.training[0]])
    #expect(outputs["y"]?.numbers.allSatisfy { $0 == 0 } == true)
    #expect(run.executor.variables["n.layers.0.u"]?.numbers.allSatisfy(\.isFinite) == true)
  }
}
