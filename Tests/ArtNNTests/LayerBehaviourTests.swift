import ArtGraph
import ArtNN
import ArtSettings
import ArtTensor
import ArtTestSupport
import Testing

@Suite struct LayerBehaviourTests {
  private func numbers(_ name: String, _ shape: Shape) -> ReferenceArray {
    ReferenceArray(RepeatableNumbers(name).tensor(shape, low: -2, high: 2))
  }

  @Test func dropoutKeepsTheExpectedValue() throws {
    let network = Network(name: "n", inputShape: [50, 40], [Dropout(rate: 0.3)])
    let graph = Graph()
    let x = graph.input("x", shape: [10, 50, 40])
    let training = NetworkContext(graph: graph, mode: .training)
    let first = try network.apply(x, context: training)
    let second = try network.apply(x, context: training)
    let off = try network.apply(x, context: NetworkContext(graph: graph, mode: .inference))
    let ones = ReferenceArray(repeating: 1, shape: x.shape)
    let results = try ReferenceExecutor(inputs: ["x": ones], seed: 5, step: 2).evaluate([first, second, off])
    let kept = results[0].numbers.filter { $0 != 0 }
    #expect(kept.allSatisfy { abs($0 - 1 / 0.7) < 1e-6 })
    // Five standard errors of 20,000 draws.
    let share = Double(kept.count) / 20_000
    let standardError = (0.21 / 20_000).squareRoot()
    #expect(abs(share - 0.7) < 5 * standardError)
    #expect(results[0] != results[1])
    #expect(results[2] == ones)
    let next = try ReferenceExecutor(inputs: ["x": ones], seed: 5, step: 3).evaluate([first])
    #expect(next[0] != results[0])
  }

  @Test func layerNormOverTheSampleMatchesItsFormula() throws {
    let network = Network(name: "n", inputShape: [3, 2, 4], [LayerNorm(epsilon: 1e-5, extent: .sample)])
    let graph = Graph()
    let x = graph.input("x", shape: [2, 3, 2, 4])
    let y = try network.apply(x, context: NetworkContext(graph: graph, mode: .training))
    let input = numbers("layerNorm", x.shape)
    let gamma = numbers("gamma", [4])
    let beta = numbers("beta", [4])
    let result = try ReferenceExecutor(
      inputs: ["x": input], variables: ["n.layers.0.gamma": gamma, "n.layers.0.beta": beta]
    ).evaluate([y])[0]
    for sample in 0..<2 {
      let own = Array(input.numbers[sample * 24..<(sample + 1) * 24])
      let mean = own.reduce(0, +) / 24
      let variance = own.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 24
      for place in 0..<24 {
        let expected =
          (own[place] - mean) / (variance + 1e-5).squareRoot() * gamma.numbers[place % 4] + beta.numbers[place % 4]
        #expect(abs(result.numbers[sample * 24 + place] - expected) < 1e-6)
      }
    }
  }

  @Test func pixelNormGivesEachPlaceLengthOne() throws {
    let network = Network(name: "n", inputShape: [2, 2, 3], [PixelNorm()])
    let graph = Graph()
    let x = graph.input("x", shape: [2, 2, 2, 3])
    let y = try network.apply(x, context: NetworkContext(graph: graph, mode: .inference))
    let input = numbers("pixelNorm", x.shape)
    let result = try ReferenceExecutor(inputs: ["x": input]).evaluate([y])[0]
    for place in 0..<8 {
      let (before, after) = (input.numbers[place * 3..<place * 3 + 3], result.numbers[place * 3..<place * 3 + 3])
      let norm = (before.reduce(0) { $0 + $1 * $1 } / 3 + 1e-8).squareRoot()
      for (a, b) in zip(before, after) { #expect(abs(a / norm - b) < 1e-7) }
    }
  }

  /// With the same γ and β in every row it is batch normalisation; with others each sample has those of its class, and a
  /// mixture of classes the mixture of theirs. Moving statistics are those of batch normalisation.
  @Test func conditionalBatchNormIsBatchNormForEachClass() throws {
    let shape: Shape = [3, 2, 2, 4]
    func results(_ gamma: ReferenceArray, _ beta: ReferenceArray, _ condition: [Double]?) throws -> [ReferenceArray] {
      let layer: any Layer = condition == nil ? BatchNorm() : ConditionalBatchNorm(classes: 2)
      let network = Network(name: "n", inputShape: [2, 2, 4], [layer])
      let graph = Graph()
      let context = NetworkContext(graph: graph, mode: .training)
      let y = try network.apply(
        graph.input("x", shape: shape), condition: condition.map { _ in graph.input("y", shape: [3, 2]) },
        context: context)
      return try ReferenceExecutor(
        inputs: [
          "x": numbers("x", shape), "y": ReferenceArray(shape: [3, 2], numbers: condition ?? [0, 0, 0, 0, 0, 0]),
        ],
        variables: [
          "n.layers.0.gamma": gamma, "n.layers.0.beta": beta,
          "n.layers.0.moving_mean": ReferenceArray(repeating: 0, shape: [4]),
          "n.layers.0.moving_variance": ReferenceArray(repeating: 1, shape: [4]),
        ]
      ).evaluate([y] + context.updates.sorted { $0.key < $1.key }.map(\.value))
    }
    let (gammas, betas) = (numbers("gamma", [2, 4]), numbers("beta", [2, 4]))
    func row(_ array: ReferenceArray, _ weights: [Double]) -> ReferenceArray {
      ReferenceArray(
        shape: [4], numbers: (0..<4).map { weights[0] * array.numbers[$0] + weights[1] * array.numbers[4 + $0] })
    }
    let conditions: [[Double]] = [[1, 0], [0, 1], [0.25, 0.75]]
    let found = try results(gammas, betas, conditions.flatMap(\.self))
    for (sample, weights) in conditions.enumerated() {
      let plain = try results(row(gammas, weights), row(betas, weights), nil)
      let part = sample * 16..<(sample + 1) * 16
      for (a, b) in zip(found[0].numbers[part], plain[0].numbers[part]) { #expect(abs(a - b) < 1e-12) }
      #expect(found[1...] == plain[1...])
    }
  }

  /// y = w·x + b + v(class)·x, and classes as numbers behind a sample's own.
  @Test func classesReachTheirOwnRows() throws {
    func result(_ layer: any Layer, _ parameters: [String: ReferenceArray]) throws -> ReferenceArray {
      let network = Network(name: "n", inputShape: [2], [layer])
      let graph = Graph()
      let y = try network.apply(
        graph.input("x", shape: [3, 2]), condition: graph.input("y", shape: [3, 2]),
        context: NetworkContext(graph: graph, mode: .training))
      return try ReferenceExecutor(
        inputs: [
          "x": ReferenceArray(shape: [3, 2], numbers: [1, 2, 3, 4, 5, 6]),
          "y": ReferenceArray(shape: [3, 2], numbers: [1, 0, 0, 1, 0.5, 0.5]),
        ],
        variables: Dictionary(uniqueKeysWithValues: parameters.map { ("n.layers.0.\($0)", $1) })
      ).evaluate([y])[0]
    }
    let rows = ReferenceArray(shape: [2, 2], numbers: [1, -1, 10, 20])
    let projected = try result(
      ClassProjection(classes: 2),
      [
        "kernel": ReferenceArray(shape: [2, 1], numbers: [100, 1000]), "embedding": rows,
        "bias": ReferenceArray(shape: [1], numbers: [0.5]),
      ])
    #expect(projected == ReferenceArray(shape: [3, 1], numbers: [2099.5, 4410.5, 6585]))
    let embedded = try result(ClassEmbedding(classes: 2, size: 2), ["embedding": rows])
    #expect(embedded == ReferenceArray(shape: [3, 4], numbers: [1, 2, 1, -1, 3, 4, 10, 20, 5, 6, 5.5, 9.5]))
  }

  @Test func denseWorksOnTheLastAxis() throws {
    let network = Network(name: "n", inputShape: [2, 3], [Dense(units: 2)])
    let graph = Graph()
    let x = graph.input("x", shape: [1, 2, 3])
    let y = try network.apply(x, context: NetworkContext(graph: graph, mode: .inference))
    let result = try ReferenceExecutor(
      inputs: ["x": ReferenceArray(shape: x.shape, numbers: [1, 2, 3, 4, 5, 6])],
      variables: [
        "n.layers.0.kernel": ReferenceArray(shape: [3, 2], numbers: [1, 0, 0, 1, 2, -1]),
        "n.layers.0.bias": ReferenceArray(shape: [2], numbers: [10, 20]),
      ]
    ).evaluate([y])[0]
    #expect(result == ReferenceArray(shape: [1, 2, 2], numbers: [17, 19, 26, 19]))
  }

  @Test func aResidualBlockAddsItsTwoPaths() throws {
    let network = Network(
      name: "n", inputShape: [4],
      [ResidualBlock([ReLU(), Dense(units: 2)], shortcut: [Dense(units: 2, useBias: false)])])
    let graph = Graph()
    let x = graph.input("x", shape: [1, 4])
    let y = try network.apply(x, context: NetworkContext(graph: graph, mode: .training))
    let ones = ReferenceArray(repeating: 1, shape: [4, 2])
    let result = try ReferenceExecutor(
      inputs: ["x": ReferenceArray(shape: x.shape, numbers: [1, -2, 3, -4])],
      variables: [
        "n.layers.0.layers.1.kernel": ones, "n.layers.0.layers.1.bias": ReferenceArray(repeating: 0.5, shape: [2]),
        "n.layers.0.shortcut.0.kernel": ReferenceArray(repeating: 10, shape: [4, 2]),
      ]
    ).evaluate([y])[0]
    #expect(result.numbers == [-15.5, -15.5])
  }

  @Test func aSkipCarriesItsInputAroundItsLayers() throws {
    let network = Network(
      name: "n", inputShape: [2, 2], [SkipConnection([SkipConnection([Dense(units: 1, useBias: false)]), ReLU()])])
    let graph = Graph()
    let x = graph.input("x", shape: [1, 2, 2])
    let y = try network.apply(x, context: NetworkContext(graph: graph, mode: .training))
    let result = try ReferenceExecutor(
      inputs: ["x": ReferenceArray(shape: x.shape, numbers: [1, -2, 3, 4])],
      variables: ["n.layers.0.layers.0.layers.0.kernel": ReferenceArray(shape: [2, 1], numbers: [10, -1])]
    ).evaluate([y])[0]
    #expect(result == ReferenceArray(shape: [1, 2, 5], numbers: [1, -2, 1, 0, 12, 3, 4, 3, 4, 26]))
  }

  /// Dropout as noise is there in inference too: the same for each sample, from the run's seed, anew for each place in the
  /// network. In training it is dropout.
  @Test func dropoutThatIsAlwaysOnIsNoise() throws {
    let network = Network(name: "n", inputShape: [50, 40], [Dropout(rate: 0.25, alwaysOn: true)])
    func results(_ mode: NetworkContext.Mode, samples: Int, seed: UInt64) throws -> [[Double]] {
      let graph = Graph()
      let context = NetworkContext(graph: graph, mode: mode)
      let x = graph.input("x", shape: [samples, 50, 40])
      let values = [try network.apply(x, context: context), try network.apply(x, context: context)]
      return try ReferenceExecutor(inputs: ["x": ReferenceArray(repeating: 1, shape: x.shape)], seed: seed, step: 0)
        .evaluate(values).map(\.numbers)
    }
    let pair = try results(.inference, samples: 2, seed: 1)
    let kept = pair[0].prefix(2000)
    #expect(Array(kept) == Array(pair[0].suffix(2000)) && pair[0] != pair[1])
    #expect(kept.allSatisfy { $0 == 0 || abs($0 - 4 / 3) < 1e-6 })
    let standardError = (0.1875 / 2000).squareRoot()
    #expect(abs(Double(kept.count { $0 != 0 }) / 2000 - 0.75) < 5 * standardError)
    #expect(try results(.inference, samples: 1, seed: 1)[0] == Array(kept))
    #expect(try results(.inference, samples: 1, seed: 2)[0] != Array(kept))
    let training = try results(.training, samples: 2, seed: 1)[0]
    #expect(training.prefix(2000) != training.suffix(2000))
  }

  /// Moving statistics move once per application, and only if the caller asks.
  @Test(arguments: [0, 1, 2])
  func movingStatisticsFollowTheCaller(applications: Int) throws {
    let network = Network(name: "n", inputShape: [1], [BatchNorm(momentum: 0.5)])
    let graph = Graph()
    let training = NetworkContext(graph: graph, mode: .training)
    let inputs = ["a": [1.0, 3.0], "b": [5.0, 9.0]]
    for name in ["a", "b"].prefix(applications) {
      _ = try network.apply(graph.input(name, shape: [2, 1]), context: training)
    }
    // Not asked for: leaves the statistics alone.
    _ = try network.apply(graph.input("a", shape: [2, 1]), context: NetworkContext(graph: graph, mode: .training))
    #expect(training.updates.count == (applications == 0 ? 0 : 2))
    training.assignUpdates()
    #expect(graph.failure == nil)
    var executor = ReferenceExecutor(
      inputs: inputs.mapValues { ReferenceArray(shape: [2, 1], numbers: $0) },
      variables: [
        "n.layers.0.gamma": ReferenceArray(repeating: 1, shape: [1]),
        "n.layers.0.beta": ReferenceArray(repeating: 0, shape: [1]),
        "n.layers.0.moving_mean": ReferenceArray(repeating: 0, shape: [1]),
        "n.layers.0.moving_variance": ReferenceArray(repeating: 1, shape: [1]),
      ])
    _ = try executor.run(graph, outputs: [:])
    // Means 2 and 7, variances 1 and 4.
    #expect(executor.variables["n.layers.0.moving_mean"]?.numbers == [[0], [1], [4]][applications])
    #expect(executor.variables["n.layers.0.moving_variance"]?.numbers == [[1], [1], [2.5]][applications])
  }

  @Test func operationsInsideOfALayerNameIt() throws {
    let graph = Graph()
    let x = graph.input("x", shape: [2, 3])
    _ = try Network(name: "n", inputShape: [3], [ReLU(), Mistaken()]).apply(
      x, context: NetworkContext(graph: graph, mode: .training))
    #expect(graph.failure?.scope == "n.layers.1 (Mistaken)")
    let error = #expect(throws: LayerError.self) {
      try Network(name: "n", inputShape: [3], [Undeclared()]).apply(
        x, context: NetworkContext(graph: graph, mode: .training))
    }
    #expect(error?.description == "n.layers.0 (Undeclared): uses a parameter 'kernel' that it does not declare")
  }

  private struct Mistaken: ElementwiseLayer {
    static let kind = "mistaken"
    init() {}
    init(_ settings: SettingsReader) {}
    func callAsFunction(_ x: Value, _ context: LayerContext) -> Value { x.matmul(x) }
  }

  private struct Undeclared: ElementwiseLayer {
    static let kind = "undeclared"
    init() {}
    init(_ settings: SettingsReader) {}
    func callAsFunction(_ x: Value, _ context: LayerContext) throws(LayerError) -> Value {
      x * (try context.parameter("kernel"))
    }
  }
}
