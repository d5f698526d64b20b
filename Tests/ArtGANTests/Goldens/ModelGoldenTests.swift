import ArtGAN
import ArtGraph
import ArtNN
import ArtTensor
import ArtTestSupport
import Foundation
import Testing

/// The first five training steps of the seed models against TensorFlow: the same weights, noise and pictures, no dropout.
@Suite("Training steps agree with TensorFlow")
struct ModelGoldenTests {
  struct Golden: Decodable, Sendable, CustomTestStringConvertible {
    struct Losses: Decodable, Sendable {
      let discriminator: Double
      let generator: Double
    }

    struct Stream: Decodable, Sendable {
      let stream: String
      let role: String
      let ordinal: Int
      let low: Double
      let high: Double
    }

    struct Measures: Decodable, Sendable {
      let sum: Double
      let norm: Double
    }

    let model: String
    let rule: String
    let batch: Int
    let steps: Int
    let range: [Double]
    let learningRate: Double
    let parameters: [String: [Stream]]
    let losses: [Losses]
    let lossesInDouble: [Losses]
    let firstGradients: [String: [Measures]]
    let final: [String: [Measures]]

    var testDescription: String { model }
  }

  private static let goldens = Result { try GoldenFile<[Golden]>(named: "models").content }

  @Test("there are golden data of every model")
  func models() throws {
    #expect(try Set(Self.goldens.get().map(\.model)) == Set(SeedModelTests.plugins.map(\.id)))
  }

  @Test("losses, gradients and weights", arguments: (try? goldens.get()) ?? [])
  func training(_ golden: Golden) throws {
    let definition = try Self.definition(golden)
    let variables = try Self.weights(golden, definition)
    let step = try AdversarialStep(definition, variables: variables, pool: ThreadPool(threads: 2), noise: .given)
    var largest = 0.0
    for number in 0..<golden.steps {
      var draws = ["discriminator", "generator"]
      let outcome = try step.run(
        seed: 0, step: number, rates: definition.recipe.rates(atStep: number, of: golden.steps),
        real: { batch, buffer in
          let pictures = RepeatableNumbers("\(golden.model)/pictures/\(batch)")
          let shape = Shape([golden.batch] + definition.pictureShape.dimensions)
          _ = buffer.update(from: pictures.tensor(shape, low: golden.range[0], high: golden.range[1]).scalars)
        },
        noise: { buffer in
          let noise = RepeatableNumbers("\(golden.model)/noise/\(draws.removeFirst())/\(number)")
          let shape: Shape = [golden.batch, definition.latent.size]
          _ = buffer.update(from: noise.tensor(shape, low: -1.7320508, high: 1.7320508).scalars)
        })
      let expected = golden.lossesInDouble[number]
      largest = max(
        largest, Self.error(outcome.discriminatorLoss, expected.discriminator),
        Self.error(outcome.generatorLoss, expected.generator))
      guard number == 0 else { continue }
      for (name, found) in [
        ("generator", outcome.generatorGradient), ("discriminator", outcome.discriminatorGradient),
      ] {
        let gradients = try #require(golden.firstGradients[name])
        let norm = gradients.reduce(0) { $0 + $1.norm * $1.norm }.squareRoot()
        #expect(Self.error(found, norm) < 1e-3, "the \(name)'s gradient")
      }
    }
    #expect(largest < 1e-3, "largest relative error of a loss: \(largest)")
    try Self.compareWeights(golden, definition, variables)
  }

  /// The plugin's model as TensorFlow ran it: without dropout, in small batches.
  private static func definition(_ golden: Golden) throws -> ModelDefinition {
    var definition = try define(ModelRegistry(SeedModelTests.plugins).plugin(golden.model))
    definition.discriminator.layers.removeAll { $0 is Dropout }
    definition.recipe.batchSize = golden.batch
    #expect(definition.recipe.updateRule.name == golden.rule)
    #expect(definition.recipe.generatorOptimizer == .adam(learningRate: golden.learningRate))
    return definition
  }

  /// The golden weights: the k-th parameter of a role has a stream of its own.
  private static func weights(_ golden: Golden, _ definition: ModelDefinition) throws -> VariableStore {
    let variables = VariableStore()
    for network in [definition.generator, definition.discriminator] {
      try network.initialize(variables, key: RandomKey(seed: 0))
      let parameters = try network.parameters()
      for stream in try #require(golden.parameters[network.name]) {
        let ofRole = parameters.filter { $0.name.hasSuffix(".\(stream.role)") }
        let parameter = try #require(ofRole.indices.contains(stream.ordinal) ? ofRole[stream.ordinal] : nil)
        variables[parameter.name] = RepeatableNumbers(stream.stream)
          .tensor(parameter.shape, low: stream.low, high: stream.high)
      }
    }
    return variables
  }

  private static func compareWeights(
    _ golden: Golden, _ definition: ModelDefinition, _ variables: VariableStore
  ) throws {
    for network in [definition.generator, definition.discriminator] {
      let parameters = try network.parameters()
      let expected = try #require(golden.final[network.name])
      #expect(parameters.count == expected.count)
      for (parameter, measures) in zip(parameters, expected) {
        let numbers = try #require(variables[parameter.name]).scalars
        let norm = numbers.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
        #expect(error(Float(norm), measures.norm) < 1e-3, "\(parameter.name)")
      }
    }
  }

  /// The relative error.
  private static func error(_ found: Float, _ expected: Double) -> Double {
    abs(Double(found) - expected) / max(abs(expected), 1e-12)
  }
}
