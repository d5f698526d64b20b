import ArtGAN
import ArtGraph
import ArtTensor
import ArtTestSupport
import Foundation
import ArtSettings
import Testing

@Suite("Adversarial losses")
struct LossTests {
  static let real: [Float] = [1.5, -0.25, 0, 3]
  static let fake: [Float] = [-2, 0.75, 0.5, -0.125]

  /// The losses by their formulas on probabilities, in double precision.
  static func expected(
    _ loss: AdversarialLoss, real: [Float], fake: [Float], smoothing s: Double
  ) -> (discriminator: Double, generator: Double) {
    func mean(_ x: [Float], _ body: (Double) -> Double) -> Double {
      x.reduce(0) { $0 + body(Double($1)) } / Double(x.count)
    }
    func sigmoid(_ l: Double) -> Double { 1 / (1 + exp(-l)) }
    let (meanReal, meanFake) = (mean(real) { $0 }, mean(fake) { $0 })
    switch loss.id {
    case "least-squares":
      return (
        0.5 * mean(real) { pow($0 - (1 - s), 2) } + 0.5 * mean(fake) { $0 * $0 }, 0.5 * mean(fake) { pow($0 - 1, 2) }
      )
    case "hinge": return (mean(real) { max(0, 1 - $0) } + mean(fake) { max(0, 1 + $0) }, -meanFake)
    case "wasserstein": return (meanFake - meanReal, -meanFake)
    case "relativistic-average":
      let onReal = mean(real) { -(1 - s) * log(sigmoid($0 - meanFake)) - s * log(1 - sigmoid($0 - meanFake)) }
      let onFake = mean(fake) { -log(1 - sigmoid($0 - meanReal)) }
      return (
        onReal + onFake,
        mean(fake) { -log(sigmoid($0 - meanReal)) } + mean(real) { -log(1 - sigmoid($0 - meanFake)) }
      )
    default:
      let onReal = mean(real) { -(1 - s) * log(sigmoid($0)) - s * log(1 - sigmoid($0)) }
      let onFake = mean(fake) { -log(1 - sigmoid($0)) }
      return (onReal + onFake, loss == .saturating ? -onFake : mean(fake) { -log(sigmoid($0)) })
    }
  }

  /// The losses as the graph computes them.
  static func found(
    _ loss: AdversarialLoss, real: [Float], fake: [Float], smoothing: Float
  ) throws -> (discriminator: Double, generator: Double) {
    let graph = Graph()
    let realLogits = graph.constant(Tensor(shape: [real.count, 1], scalars: real))
    let fakeLogits = graph.constant(Tensor(shape: [fake.count, 1], scalars: fake))
    let results = try ReferenceExecutor().evaluate([
      loss.discriminatorLoss(realLogits: realLogits, fakeLogits: fakeLogits, labelSmoothing: smoothing),
      loss.generatorLoss(fakeLogits: fakeLogits, realLogits: realLogits),
    ])
    return (results[0].numbers[0], results[1].numbers[0])
  }

  @Test("can be compared where none is ever below 0", arguments: LossRegistry.builtIn)
  func comparable(_ loss: AdversarialLoss) throws {
    // The discriminator far ahead, both as strong, the generator far ahead.
    let pairs: [(real: [Float], fake: [Float])] = [([1, 9], [0, -9]), ([0, 0], [0, 0]), ([-9, -9], [1, 9])]
    let found = try pairs.map { try Self.found(loss, real: $0.real, fake: $0.fake, smoothing: 0) }
    #expect(found.allSatisfy { min($0.discriminator, $0.generator) >= 0 } == loss.hasComparableLosses)
  }

  @Test("agree with their formulas", arguments: LossRegistry.builtIn, [0, 0.1, 0.3])
  func formulas(_ loss: AdversarialLoss, smoothing: Double) throws {
    let smoothing = loss.hasLabels ? smoothing : 0
    let expected = Self.expected(loss, real: Self.real, fake: Self.fake, smoothing: smoothing)
    let found = try Self.found(loss, real: Self.real, fake: Self.fake, smoothing: Float(smoothing))
    #expect(abs(found.discriminator - expected.discriminator) < 1e-6)
    #expect(abs(found.generator - expected.generator) < 1e-6)
  }

  @Test("have gradients that agree with central differences", arguments: LossRegistry.builtIn)
  func gradients(_ loss: AdversarialLoss) throws {
    let arguments = [Self.real, Self.fake].map {
      ReferenceArray(shape: [4, 1], numbers: $0.map(Double.init))
    }
    let smoothing: Float = loss.hasLabels ? 0.1 : 0
    let discriminator = try GradientCheck.firstOrder(arguments) {
      loss.discriminatorLoss(realLogits: $0[0], fakeLogits: $0[1], labelSmoothing: smoothing)
    }
    let generator = try GradientCheck.firstOrder(arguments) {
      loss.generatorLoss(fakeLogits: $0[1], realLogits: $0[0])
    }
    #expect(discriminator < 1e-8)
    #expect(generator < 1e-8)
  }

  @Test("know their value where nothing can be told apart")
  func undecided() throws {
    let (discriminator, generator) = try Self.found(.nonSaturating, real: [0], fake: [0], smoothing: 0)
    #expect(abs(discriminator - 2 * log(2)) < 1e-12)
    #expect(abs(generator - log(2)) < 1e-12)
    let saturating = try Self.found(.saturating, real: [0], fake: [0], smoothing: 0)
    #expect(abs(saturating.generator + log(2)) < 1e-12)
    let relativistic = try Self.found(.relativisticAverage, real: [7], fake: [7], smoothing: 0)
    #expect(abs(relativistic.discriminator - 2 * log(2)) < 1e-12)
    #expect(abs(relativistic.generator - 2 * log(2)) < 1e-12)
    #expect(try Self.found(.hinge, real: [0], fake: [0], smoothing: 0) == (2, 0))
    #expect(try Self.found(.wasserstein, real: [3], fake: [3], smoothing: 0) == (0, -3))
  }

  /// Real 1.5, −0.25, 0, 3 with the mean 1.0625; fake −2, 0.75, 0.5, −0.125 with the mean −0.21875.
  @Test(
    "count what the discriminator gets right",
    arguments: [
      (.nonSaturating, 0.5, 0.5), (.saturating, 0.5, 0.5), (.hinge, 0.5, 0.5), (.leastSquares, 0.5, 0.75),
      (.wasserstein, 0.5, 0.5), (.relativisticAverage, 0.75, 1),
    ] as [(AdversarialLoss, Double, Double)])
  func accuracies(_ loss: AdversarialLoss, real: Double, fake: Double) throws {
    let graph = Graph()
    let found = loss.accuracies(
      realLogits: graph.constant(Tensor(shape: [4, 1], scalars: Self.real)),
      fakeLogits: graph.constant(Tensor(shape: [4, 1], scalars: Self.fake)))
    let numbers = try ReferenceExecutor().evaluate([found.real, found.fake]).map { $0.numbers[0] }
    #expect(numbers == [real, fake])
  }

  @Test("hold for logits of any size", arguments: LossRegistry.builtIn)
  func extremes(_ loss: AdversarialLoss) throws {
    for (real, fake) in [([1e4], [-1e4]), ([-1e4], [1e4])] as [([Float], [Float])] {
      let smoothing: Float = loss.hasLabels ? 0.1 : 0
      let (discriminator, generator) = try Self.found(loss, real: real, fake: fake, smoothing: smoothing)
      #expect(discriminator.isFinite && generator.isFinite)
    }
    // A discriminator that is wrong by 10,000 loses 10,000 on each side; one that is right loses nothing.
    #expect(try Self.found(.nonSaturating, real: [-1e4], fake: [1e4], smoothing: 0).discriminator == 2e4)
    #expect(try Self.found(.nonSaturating, real: [1e4], fake: [-1e4], smoothing: 0).discriminator == 0)
  }

  @Test("the generator's gradient is weak where the minimax formula saturates, and only there")
  func saturation() throws {
    let graph = Graph()
    let logit = graph.constant(Tensor(shape: [1, 1], scalars: [-8]))
    let other = graph.constant(Tensor(shape: [1, 1], scalars: [0]))
    let sigmoid = 1 / (1 + exp(8.0))
    let expected: [AdversarialLoss: Double] = [
      .nonSaturating: sigmoid - 1, .saturating: -sigmoid, .leastSquares: -9, .hinge: -1, .wasserstein: -1,
      .relativisticAverage: 2 * (sigmoid - 1),
    ]
    for loss in LossRegistry.builtIn {
      let value = loss.generatorLoss(fakeLogits: logit, realLogits: other)
      let gradient = graph.gradients(of: value, withRespectTo: [logit])
      let found = try ReferenceExecutor().evaluate(gradient)[0].numbers[0]
      #expect(abs(found - (expected[loss] ?? .nan)) < 1e-6, "\(loss)")
    }
  }

  @Test("of the generator ask for real images only where they count", arguments: LossRegistry.builtIn)
  func laziness(_ loss: AdversarialLoss) {
    let graph = Graph()
    let logits = graph.constant(Tensor(shape: [1, 1], scalars: [1]))
    var isAsked = false
    func real() -> Value {
      isAsked = true
      return logits
    }
    _ = loss.generatorLoss(fakeLogits: logits, realLogits: real())
    #expect(isAsked == (loss == .relativisticAverage))
  }
}
