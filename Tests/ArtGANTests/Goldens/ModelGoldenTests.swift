import ArtGAN
import ArtGraph
import ArtNN
import ArtTensor
import ArtTestSupport
import DCGANMNIST
import HybridGAN
import MLPGAN
import RGBArt
import Testing

/// The first five training steps of each seed model against TensorFlow: the same initial weights, noise and pictures,
/// dropout off; with every precision.
@Suite struct ModelGoldenTests {
  typealias Case = ModelGolden

  private static let cases = Result { try GoldenFile<[Case]>(named: "models").content }
  private static let plugins: [any ModelPlugin] = [DCGANMNIST(), RGBArt(), MLPGAN(), HybridGAN()]

  @Test func everySeedModelIsThere() throws {
    #expect(Set(try Self.cases.get().map(\.model)) == Set(Self.plugins.map(\.id)))
  }

  /// What remains is mostly Keras's: its Adam rounds β₂ to float32 before it takes 1 − β₂, which makes its updates smaller
  /// by 7e-6 of themselves.
  @Test(arguments: (try? cases.get()) ?? [], Precision.allCases)
  func firstFiveStepsAgreeWithTensorFlow(_ golden: Case, precision: Precision) throws {
    let (losses, store) = try Self.train(golden, threads: 2, precision)
    let definition = try Self.definition(golden)
    #expect(losses.count == 5 && golden.losses.count == 5)
    for (step, (found, expected)) in zip(losses, golden.losses).enumerated() {
      #expect(Self.error(found.discriminator, expected.discriminator) < 1e-4, "step \(step)")
      #expect(Self.error(found.generator, expected.generator) < 1e-4, "step \(step)")
    }
    try Self.compare(store, definition.generator, golden.final.generator)
    try Self.compare(store, definition.discriminator, golden.final.discriminator)
  }

  @Test(arguments: (try? cases.get()) ?? [])
  func trainingGivesTheSameBitsForAnyNumberOfThreads(_ golden: Case) throws {
    let (losses, store) = try Self.train(golden, threads: 1)
    for threads in [2, 3] {
      let (otherLosses, otherStore) = try Self.train(golden, threads: threads)
      #expect(losses == otherLosses)
      #expect(store.names == otherStore.names)
      for name in store.names { #expect(store[name] == otherStore[name], "\(name), \(threads) threads") }
    }
  }

  private struct StepLosses: Hashable {
    let discriminator: Float
    let generator: Float
  }

  private static func train(
    _ golden: Case, threads: Int, _ precision: Precision = .fast
  ) throws -> (losses: [StepLosses], store: VariableStore) {
    let definition = try definition(golden)
    let store = VariableStore()
    try fill(store, definition.generator, golden.parameters.generator)
    try fill(store, definition.discriminator, golden.parameters.discriminator)
    let program = try AdversarialStep(
      definition, variables: store, pool: ThreadPool(threads: threads), noise: .given, precision: precision)
    let rate = Float(golden.learningRate)
    let losses = try golden.losses.indices.map { step in
      var purposes = golden.rule == "alternating" ? ["discriminator", "generator"] : ["discriminator"]
      let outcome = try program.run(
        seed: 0, step: step, rates: LearningRates(generator: rate, discriminator: rate),
        real: { batch, buffer in
          fill(buffer, "\(golden.model)/pictures/\(batch)", golden.range[0], golden.range[1])
        },
        noise: { buffer in
          fill(buffer, "\(golden.model)/noise/\(purposes.removeFirst())/\(step)", -1.7320508, 1.7320508)
        })
      #expect(purposes.isEmpty)
      return StepLosses(discriminator: outcome.discriminatorLoss, generator: outcome.generatorLoss)
    }
    return (losses, store)
  }

  /// The plugin's model as it comes, but for the batch size and dropout.
  private static func definition(_ golden: Case) throws -> ModelDefinition {
    var definition = try define(ModelRegistry(plugins).plugin(golden.model))
    #expect(definition.recipe.generatorOptimizer == .adam(learningRate: golden.learningRate))
    #expect(definition.recipe.discriminatorOptimizer == .adam(learningRate: golden.learningRate))
    #expect(definition.recipe.updateRule.name == golden.rule)
    #expect(definition.pixelRange == (golden.range[0] < 0 ? .signed : .unit))
    definition.recipe.batchSize = golden.batch
    for index in definition.discriminator.layers.indices where definition.discriminator.layers[index] is Dropout {
      definition.discriminator.layers[index] = Dropout(rate: 0)
    }
    return definition
  }

  private static func fill(_ store: VariableStore, _ network: Network, _ parameters: [Case.Parameter]) throws {
    var counts: [String: Int] = [:]
    for spec in try network.parameters() {
      let role = String(try #require(spec.name.split(separator: ".").last))
      let ordinal = counts[role, default: 0]
      counts[role] = ordinal + 1
      guard spec.isTrainable else {
        store[spec.name] = spec.initialTensor(key: RandomKey(seed: 0))
        continue
      }
      let given = try #require(parameters.first { $0.role == role && $0.ordinal == ordinal }, "\(spec.name)")
      #expect(spec.shape == Shape(given.shape))
      store[spec.name] = RepeatableNumbers(given.stream).tensor(spec.shape, low: given.low, high: given.high)
    }
    #expect(parameters.count == counts.filter { !$0.key.hasPrefix("moving") }.values.reduce(0, +))
  }

  private static func fill(_ buffer: UnsafeMutableBufferPointer<Float>, _ stream: String, _ low: Double, _ high: Double)
  {
    let numbers = RepeatableNumbers(stream)
    for index in buffer.indices { buffer[index] = Float(low + (high - low) * numbers[index]) }
  }

  /// Weights and moving statistics after the last step, by their norms.
  private static func compare(_ store: VariableStore, _ network: Network, _ measures: [Case.Measure]) throws {
    let specs = try network.parameters()
    #expect(specs.count == measures.count)
    for (spec, measure) in zip(specs, measures) {
      #expect(spec.name.hasSuffix(measure.name))
      let tensor = try #require(store[spec.name])
      let norm = tensor.scalars.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
      #expect(abs(norm - measure.norm) <= 1e-4 * measure.norm, "\(spec.name)")
    }
  }

  private static func error(_ found: Float, _ expected: Double) -> Double {
    abs(Double(found) - expected) / abs(expected)
  }
}
