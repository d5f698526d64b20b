import ArtCPU
import ArtGraph
import ArtNN
import ArtTensor
import ArtTestSupport
import Testing

/// Layers and optimisers as they run in the product, against the reference in double precision.
@Suite struct FastExecutionTests {
  @Test(arguments: LayerGradientTests.cases)
  func layersAndTheirGradients(_ test: LayerGradientTests.Case) throws {
    let trial = try LayerTrial(test.layer, input: test.input, mode: test.mode)
    let parity = try Parity(
      trial.graph, outputs: trial.outputs(), inputs: ["x": trial.input], variables: trial.variables)
    #expect(parity.worst < 2e-5, "\(parity.errors)")
    #expect(parity.sameBits)
  }

  /// One step of each rule with everything switched on. Adam's state is that of a step in the middle.
  @Test(arguments: [
    Optimizer.adam(learningRate: 0.01), .rmsProp(learningRate: 0.01, momentum: 0.5, centered: true),
    .sgd(learningRate: 0.1, momentum: 0.9, nesterov: true),
  ])
  func optimizers(_ plain: Optimizer) throws {
    var optimizer = plain
    optimizer.weightDecay = 0.1
    optimizer.l1 = 0.01
    optimizer.l2 = 0.02
    optimizer.orthogonal = 0.001
    optimizer.clipping = .globalNorm(3)
    let graph = Graph()
    var variables: [String: Tensor] = [:]
    var inputs = ["rate": Tensor(Float(optimizer.learningRate))]
    var specs: [ParameterSpec] = []
    for (name, role, shape) in [("n.kernel", .kernel, [300, 70]), ("n.bias", .bias, [70])]
      as [(String, ParameterSpec.Role, Shape)]
    {
      specs.append(ParameterSpec(name: name, role: role, shape: shape, initializer: .zeros))
      variables[name] = RepeatableNumbers(name).tensor(shape, low: -1, high: 1)
      inputs["gradient of \(name)"] = RepeatableNumbers("gradient of \(name)").tensor(shape, low: -1, high: 1)
    }
    for state in optimizer.state(for: specs, group: "n") {
      // A mean square is at least the square of the mean.
      let isMean = state.name.hasSuffix(".m") || state.name.hasSuffix(".mean")
      variables[state.name] = RepeatableNumbers(state.name).tensor(
        state.shape, low: isMean ? -0.3 : 0.5, high: isMean ? 0.3 : 1)
    }
    optimizer.apply(
      to: graph, group: "n",
      parameters: specs.map {
        ($0, graph.variable($0.name, shape: $0.shape), graph.input("gradient of \($0.name)", shape: $0.shape))
      }, learningRate: graph.input("rate", shape: .scalar))
    let parity = try Parity(graph, outputs: [:], inputs: inputs, variables: variables)
    #expect(parity.errors.count == variables.count)
    #expect(parity.worst < 2e-6, "\(parity.errors)")
    #expect(parity.sameBits)
  }

  /// In float32, too, Adam's corrections follow 1 − βᵗ and end at 1: a training may be as long as it likes.
  @Test func adamsCorrectionsStayTrue() throws {
    let graph = Graph()
    let optimizer = Optimizer.adam()
    let bias = ParameterSpec(name: "n.bias", role: .bias, shape: [1], initializer: .zeros)
    optimizer.apply(
      to: graph, group: "n",
      parameters: [(bias, graph.variable(bias.name, shape: [1]), graph.input("g", shape: [1]))],
      learningRate: graph.constant(0.001))
    let store = CPUDevice(threads: 1).makeVariables()
    store["n.bias"] = .zeros([1])
    for state in optimizer.state(for: [bias], group: "n") {
      store[state.name] = state.initialTensor(key: RandomKey(seed: 0))
    }
    let executor = try CPUDevice(threads: 1).makeExecutor(Program(graph, outputs: [:]), variables: store)
    try executor.setInput("g", .ones([1]))
    var power = 1.0
    for step in 1...50_000 {
      try executor.run()
      power *= 0.999
      guard [1, 10, 1000, 10_000, 50_000].contains(step) else { continue }
      let correction = Double(try #require(store["optimizer.n.correction2"]).scalars[0])
      #expect(abs(correction / (1 - power) - 1) < 5e-5, "step \(step)")
    }
  }
}
