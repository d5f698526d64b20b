import ArtGraph
import ArtNN
import ArtTensor
import ArtTestSupport
import Testing

@testable import ArtGAN

@Suite("Gradient penalties")
struct GradientPenaltyTests {
  /// A discriminator whose gradient is its kernel at every image.
  static func linear(_ penalty: GradientPenalty?, _ rule: UpdateRule = .simultaneous) -> ModelDefinition {
    var definition = Examples.definition(updateRule: rule)
    definition.discriminator = Network(
      name: "discriminator", inputShape: [8, 8, 1], [Flatten(), Dense(units: 1)])
    definition.recipe.discriminatorOptimizer = .sgd(learningRate: 0.1)
    definition.recipe.schedule = .constant
    definition.recipe.gradientPenalty = penalty
    return definition
  }

  static let kernel = "discriminator.layers.1.kernel"

  @Test(
    "have their closed form on a linear discriminator, and train it",
    arguments: [
      GradientPenalty(.r1, weight: 3, every: 1), GradientPenalty(.r1, weight: 0.5, every: 4),
      GradientPenalty(.wganGP, weight: 2, every: 1), GradientPenalty(.wganGP, weight: 2, every: 3),
    ], [UpdateRule.simultaneous, .alternating(discriminatorSteps: 1)])
  func closedForm(_ penalty: GradientPenalty, rule: UpdateRule) throws {
    try expectClosedForm(penalty, patches: 1) { Self.linear($0, rule) }
  }

  /// An image's logit is the mean over its patches, so that the penalty does not grow with their number.
  @Test(
    "have it on a map of logits too", arguments: GradientPenalty.Kind.allCases,
    [UpdateRule.simultaneous, .alternating(discriminatorSteps: 1)])
  func closedFormOfMaps(_ kind: GradientPenalty.Kind, rule: UpdateRule) throws {
    try expectClosedForm(GradientPenalty(kind, weight: 3, every: 1), patches: 16) { penalty in
      var definition = Self.linear(penalty, rule)
      definition.discriminator.layers = [
        AveragePool(window: 1), Conv2D(filters: 1, kernelSize: 2, strides: 2),
      ]
      return definition
    }
  }

  private func expectClosedForm(
    _ penalty: GradientPenalty, patches: Double, _ model: (GradientPenalty?) -> ModelDefinition
  ) throws {
    let penalized = try TrainerTests.trainer(model(penalty))
    let plain = try TrainerTests.trainer(model(nil))
    let weights = try #require(plain.variables[Self.kernel]).scalars.map(Double.init)
    let metrics = try penalized.step()
    #expect(try plain.step().gradientPenalty == nil)
    let length = (weights.reduce(0) { $0 + $1 * $1 } / patches).squareRoot()
    let value = penalty.kind == .r1 ? 0.5 * length * length : (length - 1) * (length - 1)
    #expect(abs(Double(try #require(metrics.gradientPenalty)) - value) < 1e-5 * max(value, 1))
    // Descent by the rate 0.1 along the penalty's own gradient, beside the loss's.
    let pull = penalty.kind == .r1 ? 1 : 2 * (length - 1) / length
    let factor = 0.1 * penalty.weight * Double(penalty.every) * pull / patches
    let (a, b) = (try #require(penalized.variables[Self.kernel]), try #require(plain.variables[Self.kernel]))
    for ((with, without), weight) in zip(zip(a.scalars, b.scalars), weights) {
      #expect(abs(Double(with - without) + factor * weight) < 1e-5)
    }
  }

  @Test(
    "come in every n-th update of the discriminator",
    arguments: [
      (.simultaneous, 1, [1, 1, 1, 1, 1, 1]), (.simultaneous, 4, [1, 0, 0, 0, 1, 0]),
      (.alternating(discriminatorSteps: 1), 2, [1, 0, 1, 0, 1, 0]),
      (.alternating(discriminatorSteps: 2), 5, [1, 0, 1, 0, 0, 1]),
    ] as [(UpdateRule, Int, [Int])])
  func intervals(_ rule: UpdateRule, every: Int, expected: [Int]) throws {
    let trainer = try TrainerTests.trainer(Self.linear(GradientPenalty(.r1, every: every), rule))
    let found = try (0..<6).map { _ in try trainer.step().gradientPenalty == nil ? 0 : 1 }
    #expect(found == expected)
  }

  @Test(
    "let a training be resumed to the bit, with spectral normalisation too",
    arguments: [
      GradientPenalty(.r1, weight: 0.1, every: 3), GradientPenalty(.wganGP, weight: 0.1, every: 1),
      GradientPenalty(.wganGP, weight: 0.1, every: 2),
    ], [UpdateRule.simultaneous, .alternating(discriminatorSteps: 2)])
  func resume(_ penalty: GradientPenalty, rule: UpdateRule) throws {
    var definition = Examples.definition(updateRule: rule, loss: .hinge, steps: 7)
    definition.discriminator = DCGANDiscriminator(channels: [4, 5], kernelSize: 3, dropout: 0, spectralNorm: true)
      .network(imageShape: definition.imageShape)
    definition.generator = DCGANGenerator(channels: [6, 5, 4], kernelSize: 3, spectralNorm: true)
      .network(latentSize: 5, imageShape: definition.imageShape)
    definition.recipe.gradientPenalty = penalty
    definition.recipe.generatorOptimizer.orthogonal = 1e-3
    #expect(try definition.trainingShapes()["discriminator.layers.0.u"] == [4])
    try TrainerTests.expectExactResume(definition, stop: 4)
  }

  /// The gradient of the whole discriminator loss with respect to its parameters, second derivatives included.
  @Test("have gradients that agree with central differences", arguments: GradientPenalty.Kind.allCases)
  func gradients(_ kind: GradientPenalty.Kind) throws {
    let shapes: [Shape] = [[2, 5, 4, 2], [3, 3, 2, 3], [3], [60, 1]]
    let arguments = shapes.enumerated().map { place, shape in
      ReferenceArray(RepeatableNumbers("penalty \(place)").tensor(shape, low: -0.6, high: 0.6))
    }
    let graph = Graph()
    let x = GradientCheck.operands(graph, arguments)
    let hidden = (x[0].convolved(with: x[1], padding: .same) + x[2]).tanh()
    let logits = hidden.reshaped(to: [2, 60]).matmul(x[3])
    let gradient = graph.gradients(of: logits.sum(), withRespectTo: [x[0]])[0]
    let penalty = kind == .r1 ? r1Penalty(gradient: gradient) : wganGPPenalty(gradient: gradient)
    let loss = logits.softplus().mean() + penalty * 3
    let gradients = graph.gradients(of: loss, withRespectTo: x)
    #expect(try GradientCheck.difference(loss: loss, gradients: gradients, arguments: arguments) < 1e-7)
  }

  /// The same for what judges patches: convolutions of images that go on as in a mirror, instance normalisation, a map.
  @Test("have them through instance normalisation and mirrored edges too", arguments: GradientPenalty.Kind.allCases)
  func gradientsOfPatches(_ kind: GradientPenalty.Kind) throws {
    let shapes: [Shape] = [[2, 5, 4, 2], [3, 3, 2, 3], [3], [3, 3, 3, 1]]
    let arguments = shapes.enumerated().map { place, shape in
      ReferenceArray(RepeatableNumbers("patches \(place)").tensor(shape, low: -0.6, high: 0.6))
    }
    let graph = Graph()
    let x = GradientCheck.operands(graph, arguments)
    let hidden = x[0].convolved(with: x[1], padding: .same, mode: .reflect)
    let centred = hidden - hidden.mean(axes: [1, 2], keepingDimensions: true)
    let normal = centred * (centred.square().mean(axes: [1, 2], keepingDimensions: true) + 1e-3).rsqrt()
    let logits = (normal * x[2]).tanh().convolved(with: x[3], padding: .same, mode: .reflect)
    let gradient = graph.gradients(of: imageLogits(logits).sum(), withRespectTo: [x[0]])[0]
    let penalty = kind == .r1 ? r1Penalty(gradient: gradient) : wganGPPenalty(gradient: gradient)
    let loss = logits.softplus().mean() + penalty * 3
    let gradients = graph.gradients(of: loss, withRespectTo: x)
    #expect(try GradientCheck.difference(loss: loss, gradients: gradients, arguments: arguments) < 1e-6)
  }

  @Test("of WGAN-GP leave no trace of points between the images in moving statistics")
  func movingStatistics() throws {
    var definition = Examples.definition()
    definition.discriminator.layers = [
      Conv2D(filters: 4, kernelSize: 3, strides: 2, padding: .same), BatchNorm(), Flatten(), Dense(units: 1),
    ]
    let plain = try TrainerTests.trainer(definition)
    definition.recipe.gradientPenalty = GradientPenalty(.wganGP)
    let penalized = try TrainerTests.trainer(definition)
    _ = try plain.step()
    _ = try penalized.step()
    let name = "discriminator.layers.1.moving_variance"
    #expect(plain.variables[name] == penalized.variables[name])
    #expect(plain.variables[Self.kernel] != penalized.variables["discriminator.layers.0.kernel"])
  }
}
