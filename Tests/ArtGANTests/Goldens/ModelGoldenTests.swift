import ArtCPU
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

/// The first five training steps of each seed model against TensorFlow: the same initial weights, noise and images,
/// dropout off; with every choice of convolution algorithms.
@Suite struct ModelGoldenTests {
  typealias Case = ModelGolden

  private static let cases = Result { try GoldenFile<[Case]>(named: "models").content }
  private static let plugins: [any ModelPlugin] = [DCGANMNIST(), RGBArt(), MLPGAN(), HybridGAN()]

  @Test func everySeedModelIsThere() throws {
    #expect(Set(try Self.cases.get().map(\.model)) == Set(Self.plugins.map(\.id)))
  }

  /// What remains is mostly Keras's: its Adam rounds β₂ to float32 before it takes 1 − β₂, which makes its updates smaller
  /// by 7e-6 of themselves.
  @Test(arguments: (try? cases.get()) ?? [], ConvolutionAlgorithms.allCases)
  func firstFiveStepsAgreeWithTensorFlow(_ golden: Case, algorithms: ConvolutionAlgorithms) throws {
    let (losses, store) = try Self.train(golden, threads: 2, algorithms)
    let definition = try Self.definition(golden)
    #expect(losses.count == 5 && golden.losses.count == 5)
    for (step, (found, expected)) in zip(losses, golden.losses).enumerated() {
      #expect(GoldenWeight.error(found.discriminator, expected.discriminator) < 1e-4, "step \(step)")
      #expect(GoldenWeight.error(found.generator, expected.generator) < 1e-4, "step \(step)")
    }
    for network in [definition.generator, definition.discriminator] {
      for weight in try golden.weights(of: network, in: store) {
        #expect(weight.error < GoldenWeight.tolerance, "\(weight.name)")
      }
    }
  }

  /// The tolerance is narrow enough for every weight: with its numbers in another order, none agrees. Where they are
  /// nearly the same in another order, as scales are at first, there is nothing to see.
  @Test(arguments: (try? cases.get()) ?? [])
  func otherWeightsDoNotAgree(_ golden: Case) throws {
    let (_, store) = try Self.train(golden, threads: 2)
    let definition = try Self.definition(golden)
    for network in [definition.generator, definition.discriminator] {
      for weight in try golden.weights(of: network, in: store) { weight.expectOthersToDisagree() }
    }
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
    _ golden: Case, threads: Int, _ algorithms: ConvolutionAlgorithms = .fast
  ) throws -> (losses: [StepLosses], store: VariableStore) {
    let definition = try definition(golden)
    let store = CPUDevice(threads: 1).makeVariables()
    for network in [definition.generator, definition.discriminator] { try golden.fill(store, network) }
    let program = try AdversarialStep(
      definition, variables: store, device: CPUDevice(threads: threads, convolutionAlgorithms: algorithms),
      noise: .given)
    let rate = Float(golden.learningRate)
    let losses = try golden.losses.indices.map { step in
      var purposes = golden.rule == "alternating" ? ["discriminator", "generator"] : ["discriminator"]
      let outcome = try program.run(
        seed: 0, step: step, inputs: StepInputs(generatorLearningRate: rate, discriminatorLearningRate: rate),
        real: { batch, buffer in
          RepeatableNumbers("\(golden.model)/images/\(batch)").fill(buffer, golden.range[0], golden.range[1])
        },
        noise: { buffer in
          RepeatableNumbers("\(golden.model)/noise/\(purposes.removeFirst())/\(step)")
            .fill(buffer, -1.7320508, 1.7320508)
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
}
