import ArtGraph
import ArtNN
import ArtTensor
import ArtTestSupport
import Foundation
import Testing

/// What the golden data of Keras does not cover: penalties, clipping, scopes, state and coding. All by hand in Double.
@Suite struct OptimizerTests {
  private static let weights = [1.0, -2.0, 0.5, 3.0]
  private static let bias = [0.25, -0.75]
  private static let weightGradient = [0.3, -0.1, 2.0, -4.0]
  private static let biasGradient = [1.0, 0.2]

  private static func spec(_ name: String, _ role: ParameterSpec.Role, _ shape: Shape) -> ParameterSpec {
    ParameterSpec(name: name, role: role, shape: shape, initializer: .zeros)
  }

  /// Parameters after some steps of the same gradients, weights first.
  private func trained(_ optimizer: Optimizer, steps: Int = 1) throws -> (values: [Double], executor: ReferenceExecutor)
  {
    let graph = Graph()
    let parameters: [Optimizer.Gradient] = [
      (
        Self.spec("n.kernel", .kernel, [2, 2]), graph.variable("n.kernel", shape: [2, 2]),
        graph.input("g", shape: [2, 2])
      ),
      (Self.spec("n.bias", .bias, [2]), graph.variable("n.bias", shape: [2]), graph.input("h", shape: [2])),
    ]
    optimizer.apply(to: graph, group: "n", parameters: parameters, learningRate: graph.input("rate", shape: .scalar))
    #expect(graph.failure == nil)
    var executor = ReferenceExecutor(
      inputs: [
        "g": ReferenceArray(shape: [2, 2], numbers: Self.weightGradient),
        "h": ReferenceArray(shape: [2], numbers: Self.biasGradient),
        "rate": ReferenceArray(shape: .scalar, numbers: [optimizer.learningRate]),
      ],
      variables: [
        "n.kernel": ReferenceArray(shape: [2, 2], numbers: Self.weights),
        "n.bias": ReferenceArray(shape: [2], numbers: Self.bias),
      ])
    for state in optimizer.state(for: parameters.map(\.parameter), group: "n") {
      executor.variables[state.name] = ReferenceArray(repeating: 0, shape: state.shape)
    }
    for _ in 0..<steps { _ = try executor.run(graph, outputs: [:]) }
    let values = (executor.variables["n.kernel"]?.numbers ?? []) + (executor.variables["n.bias"]?.numbers ?? [])
    return (values, executor)
  }

  private func expectClose(_ values: [Double], _ expected: [Double], _ location: SourceLocation = #_sourceLocation) {
    #expect(values.count == expected.count, sourceLocation: location)
    for (value, wanted) in zip(values, expected) {
      #expect(abs(value - wanted) < 2e-7, "\(values) \(expected)", sourceLocation: location)
    }
  }

  private static let start = weights + bias
  private static let gradients = weightGradient + biasGradient

  @Test func penaltiesActOnKernels() throws {
    var optimizer = Optimizer.sgd(learningRate: 0.1)
    optimizer.l1 = 0.2
    optimizer.l2 = 0.3
    let penalized = zip(Self.start, Self.gradients).enumerated().map { place, pair in
      let (w, g) = pair
      let penalty = 0.2 * (w < 0 ? -1 : 1) + 2 * 0.3 * w
      return w - 0.1 * (g + (place < 4 ? penalty : 0))
    }
    expectClose(try trained(optimizer).values, penalized)
    optimizer.penaltyScope = .all
    let all = zip(Self.start, Self.gradients).map { w, g in w - 0.1 * (g + 0.2 * (w < 0 ? -1 : 1) + 0.6 * w) }
    expectClose(try trained(optimizer).values, all)
  }

  /// The kernel's columns (1, 0.5) and (−2, 3) have the product −0.5: the penalty is 2 · 0.25, and each column is drawn
  /// along the other.
  @Test func orthogonalPenaltyActsOnKernels() throws {
    var optimizer = Optimizer.sgd(learningRate: 0.1)
    optimizer.orthogonal = 0.3
    optimizer.penaltyScope = .all
    let product = -0.5
    let slopes = [-2, 1, 3, 0.5].map { 4 * product * $0 } + [0, 0]
    expectClose(
      try trained(optimizer).values,
      zip(Self.start, zip(Self.gradients, slopes)).map { $0 - 0.1 * ($1.0 + 0.3 * $1.1) })
  }

  @Test(arguments: [[4, 3], [3, 5], [2, 2, 3, 4], [3, 1]] as [Shape])
  func orthogonalPenaltyIsTheGramMatrixWithoutItsDiagonal(shape: Shape) throws {
    let kernel = ReferenceArray(RepeatableNumbers("kernel").tensor(shape, low: -1, high: 1))
    let columns = shape.channels
    let rows = shape.count / columns
    let vectors =
      rows >= columns
      ? (0..<columns).map { column in (0..<rows).map { kernel.numbers[$0 * columns + column] } }
      : (0..<rows).map { row in (0..<columns).map { kernel.numbers[row * columns + $0] } }
    var expected = 0.0
    for a in vectors.indices {
      for b in vectors.indices where a != b {
        let product = zip(vectors[a], vectors[b]).reduce(0) { $0 + $1.0 * $1.1 }
        expected += product * product
      }
    }
    let graph = Graph()
    let penalty = orthogonalPenalty(graph.input("x0", shape: shape))
    let found = try ReferenceExecutor(inputs: ["x0": kernel]).evaluate([penalty])[0]
    #expect(abs(found.numbers[0] - expected) < 1e-12)
    #expect(try GradientCheck.firstOrder([kernel]) { orthogonalPenalty($0[0]) } < 1e-8)
  }

  /// The role decides, whatever the name says.
  @Test(
    arguments: [(.kernel, true), (.scale, false), (.bias, false), (.embedding, false)] as [(ParameterSpec.Role, Bool)])
  func penaltiesActOnKernelsAlone(role: ParameterSpec.Role, isChanged: Bool) throws {
    for name in ["n.layers.0.kernel", "n.layers.0.mine"] {
      var optimizer = Optimizer.sgd(learningRate: 1)
      (optimizer.l1, optimizer.l2, optimizer.orthogonal, optimizer.weightDecay) = (0.1, 0.1, 0.1, 0.1)
      let graph = Graph()
      let parameter = graph.variable(name, shape: [2, 3])
      optimizer.apply(
        to: graph, group: "n",
        parameters: [(Self.spec(name, role, [2, 3]), parameter, graph.constant(.zeros([2, 3])))],
        learningRate: graph.constant(1))
      let numbers = ReferenceArray(repeating: 2, shape: [2, 3])
      var executor = ReferenceExecutor(variables: [name: numbers])
      _ = try executor.run(graph, outputs: [:])
      #expect((executor.variables[name] != numbers) == isChanged, "\(name)")
    }
  }

  @Test func weightDecayIsDecoupled() throws {
    var optimizer = Optimizer.sgd(learningRate: 0.1)
    optimizer.weightDecay = 0.5
    expectClose(
      try trained(optimizer).values,
      zip(Self.start, Self.gradients).enumerated().map { place, pair in
        pair.0 * (place < 4 ? 0.95 : 1) - 0.1 * pair.1
      })
    // With Adam's first step, of size 1 · rate, decay shows that it does not pass through the averages.
    let adam = try trained(.adamW(learningRate: 0.1, weightDecay: 0.5, epsilon: 1e-12)).values
    expectClose(
      adam,
      zip(Self.start, Self.gradients).enumerated().map { place, pair in
        pair.0 * (place < 4 ? 0.95 : 1) - 0.1 * (pair.1 < 0 ? -1 : 1)
      })
  }

  @Test func gradientsAreClippedByValue() throws {
    var optimizer = Optimizer.sgd(learningRate: 1)
    optimizer.clipping = .value(0.5)
    expectClose(
      try trained(optimizer).values, zip(Self.start, Self.gradients).map { $0 - min(max($1, -0.5), 0.5) })
  }

  @Test(arguments: [1.0, 100.0])
  func gradientsAreClippedByTheirCommonNorm(limit: Double) throws {
    var optimizer = Optimizer.sgd(learningRate: 1)
    optimizer.clipping = .globalNorm(limit)
    let norm = Self.gradients.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let factor = min(1, limit / norm)
    expectClose(try trained(optimizer).values, zip(Self.start, Self.gradients).map { $0 - factor * $1 })
  }

  @Test func penaltiesAreClippedWithTheGradient() throws {
    var optimizer = Optimizer.sgd(learningRate: 1)
    optimizer.l2 = 100
    optimizer.clipping = .value(0.5)
    expectClose(try trained(optimizer).values, [0.5, -1.5, 0, 2.5] + [0.25 - 0.5, -0.75 - 0.2])
  }

  @Test func adamFollowsItsPaper() throws {
    let steps = 50
    var expected = Self.start
    for (place, g) in Self.gradients.enumerated() {
      var m = 0.0
      var v = 0.0
      for t in 1...steps {
        m = 0.5 * m + 0.5 * g
        v = 0.9 * v + 0.1 * g * g
        let alpha = 0.01 * (1 - pow(0.9, Double(t))).squareRoot() / (1 - pow(0.5, Double(t)))
        expected[place] -= alpha * m / (v.squareRoot() + 1e-3)
      }
    }
    let (values, executor) = try trained(.adam(learningRate: 0.01, beta1: 0.5, beta2: 0.9, epsilon: 1e-3), steps: steps)
    expectClose(values, expected)
    let correction = executor.variables["optimizer.n.correction2"]?.numbers.first ?? .nan
    #expect(abs(correction - (1 - pow(0.9, 50))) < 1e-6)
  }

  @Test func centredRMSPropSubtractsTheMean() throws {
    let steps = 7
    var expected = Self.start
    for (place, g) in Self.gradients.enumerated() {
      var v = 0.0
      var mean = 0.0
      var d = 0.0
      for _ in 0..<steps {
        v = 0.8 * v + 0.2 * g * g
        mean = 0.8 * mean + 0.2 * g
        d = 0.6 * d + 0.01 * g / (v - mean * mean + 1e-3).squareRoot()
        expected[place] -= d
      }
    }
    let optimizer = Optimizer.rmsProp(learningRate: 0.01, rho: 0.8, momentum: 0.6, epsilon: 1e-3, centered: true)
    expectClose(try trained(optimizer, steps: steps).values, expected)
  }

  @Test(
    arguments: [
      (.adam(), ["g.correction1", "g.correction2", "g.layers.0.kernel.m", "g.layers.0.kernel.v"]),
      (.rmsProp(), ["g.layers.0.kernel.v"]),
      (
        .rmsProp(momentum: 0.5, centered: true),
        ["g.layers.0.kernel.v", "g.layers.0.kernel.mean", "g.layers.0.kernel.d"]
      ),
      (.sgd(), []), (.sgd(momentum: 0.9), ["g.layers.0.kernel.d"]),
    ] as [(Optimizer, [String])])
  func stateIsNamedByItsParameter(optimizer: Optimizer, names: [String]) {
    let specs = [
      Self.spec("g.layers.0.kernel", .kernel, [2, 3]), Self.spec("g.layers.1.moving_mean", .state, [3]),
    ]
    let state = optimizer.state(for: specs, group: "g")
    #expect(state.map(\.name) == names.map { "optimizer.\($0)" })
    #expect(state.allSatisfy { $0.shape == ($0.name.contains("correction") ? .scalar : [2, 3]) })
  }

  @Test(
    arguments: [
      .adam(learningRate: 1e-4), .adamW(weightDecay: 0.1), .rmsProp(momentum: 0.5, centered: true),
      .sgd(momentum: 0.9, nesterov: true),
      Optimizer(
        rule: .sgd(SGD()), learningRate: 0.5, weightDecay: 0.1, l1: 0.2, l2: 0.3, orthogonal: 0.4,
        penaltyScope: .all, clipping: .globalNorm(2)),
      Optimizer(rule: .adam(Adam(beta1: 0.5)), learningRate: 0.5, clipping: .value(2)),
    ] as [Optimizer])
  func coding(optimizer: Optimizer) throws {
    let data = try JSONEncoder().encode(optimizer)
    #expect(try JSONDecoder().decode(Optimizer.self, from: data) == optimizer)
  }

  @Test(
    arguments: [
      (#"{"kind":"adam"}"#, .adam()), (#"{"kind":"adamW","learningRate":0.01}"#, .adamW(learningRate: 0.01)),
      (#"{"kind":"rmsProp","rho":0.5}"#, .rmsProp(rho: 0.5)), (#"{"kind":"sgd","momentum":0.9}"#, .sgd(momentum: 0.9)),
    ] as [(String, Optimizer)])
  func shortForms(json: String, optimizer: Optimizer) throws {
    #expect(try JSONDecoder().decode(Optimizer.self, from: Data(json.utf8)) == optimizer)
  }
}
