import Art64
import ArtCPU
import ArtFiles
import ArtGraph
import ArtMedia
import ArtNN
import ArtSettings
import ArtTensor
import DCGANMNIST
import DigitsFast
import MLPGAN
import Pix2Pix
import Testing

@testable import ArtGAN

@Suite("Weights of another model")
struct WeightTransferTests {
  private static func model(
    _ plugin: some ModelPlugin, _ settings: SettingValue = [:], classes: [String] = []
  ) throws -> ModelDefinition {
    let log = ProblemLog()
    let reader = SettingsReader(settings, log: log)
    var model = plugin.define(reader)
    reader.finish()
    try log.check()
    if !classes.isEmpty {
      model.conditioning = ClassConditioning(.auto, embeddingSize: 3)
      model = try model.conditioned(on: classes.map { ImageClass(name: $0, count: 20) })
    }
    return model
  }

  /// The model with random weights, as if it had been trained: moving statistics and biases too are no round numbers.
  private static func checkpoint(_ model: ModelDefinition) throws -> Checkpoint {
    var weights = try model.firstWeights(seed: 5)
    for network in model.networks {
      for spec in try network.parameters() where spec.role != .kernel {
        let numbers = RandomKey(seed: 9).folded(UInt64(spec.name.utf8.reduce(7) { $0 &* 31 &+ UInt32($1) }))
        weights[spec.name] = Tensor(
          shape: spec.shape, scalars: (0..<spec.shape.count).map { 0.5 + numbers.uniform(UInt64($0)) })
      }
    }
    return try Checkpoint(definition: model, state: nil, tensors: weights)
  }

  private static func begun(_ source: ModelDefinition, _ target: ModelDefinition) throws -> Checkpoint {
    try WeightTransfer(from: source, to: target).begin(from: checkpoint(source), seed: 1)
  }

  private static func parts(_ source: ModelDefinition, _ target: ModelDefinition) throws -> [WeightTransfer.Part] {
    try WeightTransfer(from: source, to: target).parts
  }

  @Test("are all taken over by the same model")
  func same() throws {
    for model in [try Self.model(Art64()), try Self.model(MLPGAN()), try Self.model(Pix2Pix(), ["networks": "small"])] {
      let parts = try Self.parts(model, model)
      #expect(parts.allSatisfy { $0.fresh.isEmpty && $0.adapted.isEmpty && $0.left == 0 && $0.layers > 0 })
      let begun = try Self.begun(model, model)
      #expect(try begun.tensors == Self.checkpoint(model).tensors)
      #expect(begun.state == nil)
    }
  }

  @Test("are taken over by larger images: what is new makes the last doubling, and sees it first")
  func larger() throws {
    let (small, large) = (try Self.model(Art64()), try Self.model(Art64(), ["size": 128]))
    let parts = try Self.parts(small, large)
    #expect(parts[0].left == 0 && parts[0].fresh.count == 2 && parts[0].adapted.isEmpty)
    #expect(parts[0].fresh.first?.hasSuffix("(Conv2DTranspose)") == true)
    #expect(parts[1].fresh.map { String($0.prefix(24)) } == ["discriminator.layers.0 (", "discriminator.layers.2 ("])
    let (begun, source) = (try Self.begun(small, large), try Self.checkpoint(small))
    // The same up to 64×64, the last convolution after what is new, and the discriminator's logit.
    let moved = [
      ("generator.layers.0.kernel", "generator.layers.0.kernel"),
      (
        "generator.layers.\(small.generator.layers.count - 2).kernel",
        "generator.layers.\(large.generator.layers.count - 2).kernel"
      ),
      (
        "discriminator.layers.\(small.discriminator.layers.count - 1).kernel",
        "discriminator.layers.\(large.discriminator.layers.count - 1).kernel"
      ),
    ]
    for (old, new) in moved {
      #expect(source.tensors[old] != nil && begun.tensors[new] == source.tensors[old], "\(old) as \(new)")
    }
    // What is new is what it would be without a source.
    let fresh = try large.firstWeights(seed: 1)
    #expect(begun.tensors["discriminator.layers.0.kernel"] == fresh["discriminator.layers.0.kernel"])
  }

  @Test("make the same grey images in colour, and see them as before", arguments: ["dcgan-mnist", "digits-fast"])
  func colours(id: String) throws {
    let plugin: any ModelPlugin = id == "dcgan-mnist" ? DCGANMNIST() : DigitsFast()
    func model(_ color: SettingValue) throws -> ModelDefinition { try Self.model(plugin, ["color": color]) }
    let (grey, colour) = (try model("grey"), try model("rgb"))
    for (source, target) in [(grey, colour), (colour, grey)] {
      let parts = try Self.parts(source, target)
      #expect(parts.map(\.fresh) == [[], []])
      #expect(parts.map(\.adapted.count) == [1, 1])
    }
    let device = CPUDevice(threads: 1)
    let points = grey.points(seed: 3, count: 4)
    let (before, after) = (try Self.checkpoint(grey), try Self.begun(grey, colour))
    let (old, new) = (
      try Sampler(before, device: device).images(points), try Sampler(after, device: device).images(points)
    )
    for (one, other) in zip(old, new) {
      for (place, level) in one.pixels.enumerated() {
        for channel in 0..<3 { #expect(abs(Int(other.pixels[3 * place + channel]) - Int(level)) <= 1) }
      }
    }
    // Three equal colours have the logit that the grey had.
    let pixels = (0..<2 * 28 * 28).map { RandomKey(seed: 4).uniform(UInt64($0)) * 2 - 1 }
    func logits(_ checkpoint: Checkpoint, channels: Int) throws -> [Float] {
      let network = checkpoint.definition.discriminator
      let graph = Graph(for: device)
      let x = graph.input("x", shape: [2, 28, 28, channels])
      let output = try network.apply(x, context: NetworkContext(graph: graph, mode: .inference))
      let program = try Program(graph, outputs: ["logits": output])
      let executor = try device.makeExecutor(program, variables: checkpoint.networkWeights(on: device))
      let values = pixels.flatMap { [Float](repeating: $0, count: channels) }
      try executor.withInput("x") { _ = $0.update(from: values) }
      try executor.run()
      return try executor.withOutput("logits") { Array($0) }
    }
    let (expected, found) = (try logits(before, channels: 1), try logits(after, channels: 3))
    #expect(expected.count == 2)
    for (a, b) in zip(expected, found) { #expect(abs(a - b) < 1e-3 * max(1, abs(a))) }
  }

  @Test("keep classes by their names, and begin others as the mean of all")
  func classes() throws {
    let (source, target) = (
      try Self.model(DigitsFast(), classes: ["cat", "dog", "owl"]),
      try Self.model(DigitsFast(), classes: ["owl", "ant", "cat", "bee"])
    )
    let parts = try Self.parts(source, target)
    #expect(parts.allSatisfy { $0.fresh.isEmpty && !$0.adapted.isEmpty })
    let (before, after) = (try Self.checkpoint(source), try Self.begun(source, target))
    let name = try #require(before.tensors.keys.sorted().first { $0.hasSuffix(".gamma") })
    let (old, new) = (try #require(before.tensors[name]), try #require(after.tensors[name]))
    let channels = old.shape[1]
    func row(_ tensor: Tensor, _ index: Int) -> [Float] {
      Array(tensor.scalars[index * channels..<(index + 1) * channels])
    }
    #expect(row(new, 0) == row(old, 2) && row(new, 2) == row(old, 0))
    #expect(row(new, 1) == row(new, 3))
    for channel in 0..<channels {
      let mean = (0..<3).reduce(0) { $0 + row(old, $1)[channel] } / 3
      #expect(abs(row(new, 1)[channel] - mean) < 1e-6)
    }
    // The image of a class that both know is the same.
    let device = CPUDevice(threads: 1)
    let latent = source.points(seed: 2, count: 1)[0].prefix(source.latent.size)
    let images = try (
      Sampler(before, device: device).images([latent + [0, 0, 1]]),
      Sampler(after, device: device).images([latent + [1, 0, 0, 0]])
    )
    #expect(images.0[0].pixels == images.1[0].pixels)
  }

  @Test("of a model without classes begin all classes alike, and the other way round")
  func newClasses() throws {
    let names = ["cat", "dog"]
    let (plain, classed) = (try Self.model(DigitsFast()), try Self.model(DigitsFast(), classes: names))
    let parts = try Self.parts(plain, classed)
    #expect(parts.map(\.fresh) == [[], []])
    let device = CPUDevice(threads: 1)
    let latent = Array(plain.points(seed: 2, count: 1)[0])
    let images = try (
      Sampler(Self.checkpoint(plain), device: device).images([latent]),
      Sampler(Self.begun(plain, classed), device: device).images([latent + [1, 0], latent + [0, 1]])
    )
    #expect(images.0[0].pixels == images.1[0].pixels && images.0[0].pixels == images.1[1].pixels)
    #expect(try Self.parts(classed, plain).map(\.fresh) == [[], []])
  }

  @Test("of another kind are refused with both first layers")
  func refusals() throws {
    let (source, target) = (try Self.model(MLPGAN()), try Self.model(Art64()))
    let error = #expect(throws: WeightTransferError.self) { try WeightTransfer(from: source, to: target) }
    #expect(
      error?.description
        == "no layer of the generator of 'mlp-gan' fits one of 'art-64': its first layer is Dense from [100] to [128], that of "
        + "this model Dense from [128] to [2048]; take the model 'mlp-gan', or weights of the same kind")
  }

  @Test("train on, and frozen layers stay as they are", arguments: [nil, 1, 2])
  func frozen(count: Int?) throws {
    var definition = Examples.definition(steps: 4)
    definition.recipe.frozenDiscriminatorLayers = count
    if count == 2 {
      // Convolution, batch normalisation, dense layer: two of three.
      definition.recipe.updateRule = .alternating(discriminatorSteps: 2)
    }
    try definition.validate()
    let trainer = try TrainerTests.trainer(definition)
    let before = try trainer.checkpoint()
    _ = try trainer.train()
    let after = try trainer.checkpoint()
    let layers = try definition.discriminator.leaves()
    for (index, layer) in layers.enumerated() {
      for spec in layer.parameters where spec.isTrainable {
        let name = "\(layer.path).\(spec.name)"
        #expect((before.tensors[name] == after.tensors[name]) == (index < count ?? 0), "\(name)")
      }
    }
    // It is resumed as any other: no memory of the optimiser is kept for what stands still.
    #expect(
      after.tensors.keys.contains { $0.contains(layers[0].path) && !$0.hasPrefix("discriminator.") } == (count == nil))
    let again = try Trainer(
      resuming: after, budget: .steps(6), batches: ExampleImages(), device: CPUDevice(threads: 1))
    _ = try again.train()
    #expect(again.state.step == 6)
  }

  @Test("all layers cannot be frozen")
  func allFrozen() throws {
    var definition = Examples.definition()
    definition.recipe.frozenDiscriminatorLayers = 3
    #expect(
      throws: ModelError.value(
        "recipe.frozenDiscriminatorLayers",
        reason: "the discriminator has 3 layers with weights, and the last one must learn; expected at most 2, found 3")
    ) { try definition.validate() }
  }
}
