import ArtCPU
import ArtGAN
import ArtGraph
import ArtNN
import ArtPluginTesting
import ArtSettings
import ArtTensor
import Synchronization
import Testing

/// A sound small model, to be broken in one place at a time.
private struct BrokenPlugin: ModelPlugin {
  var id = "broken"
  var summary = "a small model with one thing wrong"
  var documentation = "A model of dense layers that is damaged before it is handed out, to see whether that is found."
  var defaultDataset = "strokes"
  var readsSettings = true
  var damage: @Sendable (inout ModelDefinition) -> Void = { _ in }

  func define(_ settings: SettingsReader) -> ModelDefinition {
    let shape: Shape = [6, 6, 1]
    let size = readsSettings ? settings.integer("latentSize", default: 5, in: 1...100, "Coordinates of a point.") : 5
    var definition = ModelDefinition(
      id: "broken", imageShape: shape, latent: LatentSpace(size: size), pixelRange: .unit,
      generator: MLPGenerator(widths: [8], leakySlope: 0.2, output: .sigmoid)
        .network(latentSize: size, imageShape: shape),
      discriminator: MLPDiscriminator(widths: [8], leakySlope: 0.2).network(imageShape: shape), recipe: .mlp)
    damage(&definition)
    return definition
  }
}

@Suite("The conformance suite")
struct BrokenPluginTests {
  @Test("finds nothing wrong with a sound plugin")
  func sound() {
    #expect(ModelConformance(of: BrokenPlugin()).failures(on: CPUDevice(threads: 2)) == [])
  }

  @Test(
    "finds what a plugin says wrongly of itself",
    arguments: [
      ("name", BrokenPlugin(id: "Not A Name")),
      ("definition", BrokenPlugin(id: "another-name")),
      ("summary", BrokenPlugin(summary: "two\nlines")),
      ("summary", BrokenPlugin(summary: "")),
      ("documentation", BrokenPlugin(documentation: "none")),
      ("default dataset", BrokenPlugin(defaultDataset: "")),
      ("settings", BrokenPlugin(readsSettings: false)),
    ] as [(String, BrokenPlugin)])
  private func words(check: String, plugin: BrokenPlugin) {
    #expect(ModelConformance(of: plugin).failures(on: CPUDevice(threads: 2)).contains { $0.check == check })
  }

  /// A way to break the model, and the check that must notice.
  struct Damage: Sendable, CustomTestStringConvertible {
    let check: String
    let testDescription: String
    let body: @Sendable (inout ModelDefinition) -> Void

    init(_ check: String, _ description: String, _ body: @escaping @Sendable (inout ModelDefinition) -> Void) {
      self.check = check
      testDescription = description
      self.body = body
    }
  }

  static let damages = [
    Damage("definition", "no image comes out") { $0.generator.layers.removeLast() },
    Damage("definition", "no logit comes out") { $0.discriminator.layers.removeFirst() },
    Damage("definition", "an impossible layer") { $0.generator.layers.insert(Dense(units: 0), at: 0) },
    Damage("definition", "an impossible recipe") { $0.recipe.labelSmoothing = 2 },
    Damage("samples", "the same image for every point") {
      $0.generator.layers[0] = Dense(units: 8, kernelInitializer: .zeros)
      $0.recipe.generatorOptimizer.learningRate = 1e-30
    },
    Damage("samples", "another scale than it says") {
      $0.generator.layers = [Dense(units: 36, biasInitializer: .constant(300)), Reshape(to: [6, 6, 1])]
    },
    Damage("one training step", "infinite weights") {
      $0.generator.layers[0] = Dense(units: 8, kernelInitializer: .constant(.infinity))
    },
    Damage("one training step", "no gradient reaches the generator") {
      $0.discriminator.layers = [Flatten(), Dense(units: 1, kernelInitializer: .zeros)]
      $0.recipe.discriminatorOptimizer.learningRate = 1e-30
    },
    Damage("parameters", "nothing to learn") {
      $0.latent = LatentSpace(size: 36)
      $0.generator = Network(name: "generator", inputShape: [36], [Reshape(to: [6, 6, 1])])
    },
  ]

  @Test("finds what is wrong with a model", arguments: damages)
  func models(_ damage: Damage) {
    let failures = ModelConformance(of: BrokenPlugin(damage: damage.body)).failures(on: CPUDevice(threads: 2))
    #expect(failures.contains { $0.check == damage.check }, "\(failures)")
  }

  @Test("finds wrong numbers of parameters")
  func counts() {
    let failures = ModelConformance(of: BrokenPlugin(), parameterCounts: (1, 2)).failures(on: CPUDevice(threads: 2))
    #expect(
      failures.map(\.description) == [
        "parameters: the generator has 372, expected 1", "parameters: the discriminator has 305, expected 2",
      ])
  }

  @Test("finds a plugin that answers differently each time")
  func moods() {
    #expect(
      ModelConformance(of: MoodyPlugin()).failures(on: CPUDevice(threads: 2)).contains { $0.check == "definition" })
  }
}

/// A plugin with a state: every definition is wider than the last.
private final class MoodyPlugin: ModelPlugin {
  let id = "broken"
  let summary = "a model that is never the same"
  let documentation = "A model whose generator grows each time that someone asks for it."
  let defaultDataset = "strokes"
  private let calls = Atomic(0)

  func define(_ settings: SettingsReader) -> ModelDefinition {
    let width = 4 + calls.add(1, ordering: .relaxed).newValue
    var definition = BrokenPlugin().define(settings)
    definition.generator = MLPGenerator(widths: [width], leakySlope: 0.2, output: .sigmoid)
      .network(latentSize: definition.latent.size, imageShape: definition.imageShape)
    return definition
  }
}
