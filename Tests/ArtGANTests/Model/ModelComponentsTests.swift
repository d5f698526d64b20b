import ArtCPU
import ArtFiles
import ArtGAN
import ArtGraph
import ArtNN
import ArtSettings
import ArtTensor
import Foundation
import Testing

/// A layer from outside: x · gain.
private struct Gain: ElementwiseLayer {
  static let kind = "test.gain"

  var start: Double

  init(start: Double) {
    self.start = start
  }

  init(_ settings: SettingsReader) {
    start = settings.number("start", default: 1, in: .above(0), "The gain at the beginning.")
  }

  func parameters(for input: Shape) throws(LayerError) -> [ParameterSpec] {
    [ParameterSpec(name: "gain", role: .scale, shape: [input.channels], initializer: .constant(start))]
  }

  func callAsFunction(_ x: Value, _ context: LayerContext) throws(LayerError) -> Value {
    x * (try context.parameter("gain"))
  }
}

extension AdversarialLoss {
  /// A loss from outside: the hinge loss with a margin of 2.
  fileprivate static let wideHinge = AdversarialLoss(
    id: "test.wide-hinge", summary: "margins of 2",
    discriminator: { realLogits, fakeLogits, _ in (2 - realLogits).relu().mean() + (fakeLogits + 2).relu().mean() },
    generator: .ofFakes { -$0.mean() })
}

/// Layers and losses as another package adds them, with public means alone.
@Suite("Layers and losses of another package")
struct ModelComponentsTests {
  private static func components() throws -> ModelComponents {
    ModelComponents(
      layers: try LayerRegistry(LayerRegistry.builtIn + [Gain.self]),
      losses: try LossRegistry(LossRegistry.builtIn + [.wideHinge]))
  }

  /// A small model with both.
  private static func definition() -> ModelDefinition {
    var definition = Examples.definition(loss: .wideHinge, batchSize: 4, steps: 4)
    definition.generator.layers.insert(ResidualBlock([Gain(start: 0.5)]), at: 1)
    definition.discriminator.layers.insert(Gain(start: 2), at: 0)
    return definition
  }

  @Test("are trained, and read back from a checkpoint that goes on exactly")
  func checkpoint() throws {
    let device = CPUDevice(threads: 1)
    let whole = try Trainer(Self.definition(), batches: ExampleImages(), seed: 1, device: device)
    let parts = try Trainer(Self.definition(), batches: ExampleImages(), seed: 1, device: device)
    for _ in 0..<4 { _ = try whole.step() }
    for _ in 0..<2 { _ = try parts.step() }
    let gain = "discriminator.layers.0.gain"
    #expect(whole.variables[gain] != parts.variables[gain], "the layer is trained")
    try Examples.withFile { file in
      try parts.writeCheckpoint(to: .typed(file))
      let checkpoint = try Checkpoint(readingFrom: file, components: Self.components())
      #expect(checkpoint.definition == Self.definition())
      let resumed = try Trainer(resuming: checkpoint, batches: ExampleImages(), device: device)
      for _ in 0..<2 { _ = try resumed.step() }
      for name in whole.variables.names { #expect(resumed.variables[name] == whole.variables[name], "\(name)") }
    }
  }

  @Test(
    "that are not registered are named, in a checkpoint",
    arguments: [
      (
        { @Sendable in ModelComponents(losses: try LossRegistry(LossRegistry.builtIn + [.wideHinge])) },
        "'discriminator.layers[0].kind' of its definition: this program has no layer 'test.gain'"
      ),
      (
        { @Sendable in ModelComponents(layers: try LayerRegistry(LayerRegistry.builtIn + [Gain.self])) },
        "'recipe.loss' of its definition: this program has no loss 'test.wide-hinge'"
      ),
    ] as [(@Sendable () throws -> ModelComponents, String)])
  func unknown(components: @Sendable () throws -> ModelComponents, words: String) throws {
    var definition = Self.definition()
    definition.generator = Examples.definition().generator
    let trainer = try Trainer(definition, batches: ExampleImages(), seed: 1, device: CPUDevice(threads: 1))
    try Examples.withFile { file in
      try trainer.writeCheckpoint(to: .typed(file))
      let error = #expect(throws: CheckpointFileError.self) {
        try Checkpoint(readingFrom: file, components: components())
      }
      let description = error?.description ?? ""
      #expect(description.hasPrefix("\(file): cannot be used: the field \(words); known "), "\(description)")
      #expect(
        description.hasSuffix("; if the program that wrote the file has it, read the file with that program"),
        "\(description)")
      #expect(try Checkpoint.isCheckpoint(file))
      #expect(try Checkpoint.state(inFile: file)?.step == 0, "the state needs no components")
    }
  }

  @Test("are read from a model file and from documents")
  func modelFile() throws {
    let text = """
      {"id": "dot", "summary": "small", "size": 4, "latentSize": 3,
       "generator": [{"kind": "dense", "units": 16}, "test.gain", {"kind": "reshape", "shape": [4, 4, 1]}],
       "discriminator": ["flatten", {"kind": "test.gain", "start": 2}, {"kind": "dense", "units": 1}],
       "recipe": {"loss": "test.wide-hinge"}}
      """
    try Examples.withFile("dot.artmodel.json") { file in
      try Data(text.utf8).write(to: URL(fileURLWithPath: file))
      let model = try ModelFile(file: file, components: Self.components())
      #expect(model.problems == [])
      let definition = model.define(SettingsReader(nil, log: ProblemLog()))
      #expect(definition.discriminator.layers[1] as? Gain == Gain(start: 2))
      #expect(definition.recipe.loss == .wideHinge)

      let told = ModelFile(file: file).problems.map(\.description)
      try #require(told.count == 3)
      #expect(
        told[0].hasPrefix(
          "\(file):2:48: generator[1].kind: this program has no layer 'test.gain'; known layers: dense, conv2d, "),
        "\(told)")
      #expect(
        told[1].hasPrefix("\(file):3:40: discriminator[1].kind: this program has no layer 'test.gain'"), "\(told)")
      #expect(
        told[2]
          == "\(file):4:21: recipe.loss: this program has no loss 'test.wide-hinge'; known losses: "
          + "non-saturating, saturating, least-squares, hinge, wasserstein, relativistic-average")
    }
  }

  @Test("have ids of their own")
  func doubled() {
    let layers = #expect(throws: RegistryError.self) { try LayerRegistry(LayerRegistry.builtIn + [Dense.self]) }
    #expect(layers?.description == "two layers have the id 'dense'; each needs one of its own")
    let losses = #expect(throws: RegistryError.self) { try LossRegistry(LossRegistry.builtIn + [.hinge]) }
    #expect(losses?.description == "two losses have the id 'hinge'; each needs one of its own")
    // The built-in sets are taken as they are: their ids differ.
    #expect(throws: Never.self) {
      _ = try LayerRegistry(LayerRegistry.builtIn)
      _ = try LossRegistry(LossRegistry.builtIn)
    }
  }
}
