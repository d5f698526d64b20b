import ArtGAN
import ArtGraph
import ArtTensor
import ArtTestSupport
import Foundation
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
    if loss == .leastSquares {
      return (
        0.5 * mean(real) { pow($0 - (1 - s), 2) } + 0.5 * mean(fake) { $0 * $0 }, 0.5 * mean(fake) { pow($0 - 1, 2) }
      )
    }
    let onReal = mean(real) { -(1 - s) * log(sigmoid($0)) - s * log(1 - sigmoid($0)) }
    let onFake = mean(fake) { -log(1 - sigmoid($0)) }
    let generator = loss == .saturating ? -onFake : mean(fake) { -log(sigmoid($0)) }
    return (onReal + onFake, generator)
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
      loss.generatorLoss(fakeLogits: fakeLogits),
    ])
    return (results[0].numbers[0], results[1].numbers[0])
  }

  @Test("agree with their formulas", arguments: AdversarialLoss.allCases, [0, 0.1, 0.3])
  func formulas(_ loss: AdversarialLoss, smoothing: Double) throws {
    let expected = Self.expected(loss, real: Self.real, fake: Self.fake, smoothing: smoothing)
    let found = try Self.found(loss, real: Self.real, fake: Self.fake, smoothing: Float(smoothing))
    #expect(abs(found.discriminator - expected.discriminator) < 1e-6)
    #expect(abs(found.generator - expected.generator) < 1e-6)
  }

  @Test("know their value where nothing can be told apart")
  func undecided() throws {
    let (discriminator, generator) = try Self.found(.nonSaturating, real: [0], fake: [0], smoothing: 0)
    #expect(abs(discriminator - 2 * log(2)) < 1e-12)
    #expect(abs(generator - log(2)) < 1e-12)
    let saturating = try Self.found(.saturating, real: [0], fake: [0], smoothing: 0)
    #expect(abs(saturating.generator + log(2)) < 1e-12)
  }

  @Test("hold for logits of any size", arguments: AdversarialLoss.allCases)
  func extremes(_ loss: AdversarialLoss) throws {
    for (real, fake) in [([1e4], [-1e4]), ([-1e4], [1e4])] as [([Float], [Float])] {
      let (discriminator, generator) = try Self.found(loss, real: real, fake: fake, smoothing: 0.1)
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
    let gradients = try AdversarialLoss.allCases.map { loss in
      let gradient = graph.gradients(of: loss.generatorLoss(fakeLogits: logit), withRespectTo: [logit])
      return try ReferenceExecutor().evaluate(gradient)[0].numbers[0]
    }
    let sigmoid = 1 / (1 + exp(8.0))
    #expect(abs(gradients[0] - (sigmoid - 1)) < 1e-6)
    #expect(abs(gradients[1] + sigmoid) < 1e-6)
    #expect(abs(gradients[2] + 9) < 1e-6)
  }
}
