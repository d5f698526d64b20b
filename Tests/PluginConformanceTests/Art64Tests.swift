import Art64
import ArtCPU
import ArtGAN
import ArtGraph
import ArtNN
import ArtPluginTesting
import ArtSettings
import ArtTensor
import Testing

@Suite("art-64")
struct Art64Tests {
  private func define(_ settings: SettingValue = [:]) throws -> ModelDefinition {
    let log = ProblemLog()
    let reader = SettingsReader(settings, log: log)
    let definition = Art64().define(reader)
    reader.finish()
    try log.check()
    try definition.validate()
    return definition
  }

  /// The images that a network makes, without repeats.
  private func images(_ network: Network) throws -> [[Int]] {
    var shapes = [network.inputShape]
    for layer in network.layers {
      let next = try layer.outputShape(for: shapes[shapes.count - 1])
      if next != shapes.last { shapes.append(next) }
    }
    return shapes.filter { $0.rank == 3 }.map(\.dimensions)
  }

  @Test("doubles images up to any size, with channels that fall as sides grow")
  func generator() throws {
    #expect(
      try images(define().generator) == [
        [4, 4, 128], [8, 8, 96], [16, 16, 64], [32, 32, 32], [64, 64, 16], [64, 64, 3],
      ])
    #expect(
      try images(define(["size": 128]).generator) == [
        [4, 4, 128], [8, 8, 96], [16, 16, 64], [32, 32, 32], [64, 64, 16], [128, 128, 16], [128, 128, 3],
      ])
    #expect(
      try images(define(["width": 48, "height": 80, "generator": ["channels": [100, 50, 25, 12]]]).generator) == [
        [10, 6, 100], [20, 12, 50], [40, 24, 25], [80, 48, 12], [80, 48, 3],
      ])
  }

  /// A transposed convolution alone makes four neighbouring pixels of unlike numbers.
  @Test("leaves even areas even: a mean of four pixels follows each doubling")
  func smoothing() throws {
    let layers = try define().generator.layers
    let doublings = layers.indices.filter { layers[$0] is Conv2DTranspose }
    #expect(doublings.count == 4)
    for place in doublings {
      let mean = try #require(layers[place + 1] as? AveragePool)
      #expect((mean.window, mean.strides, mean.padding) == (2, 1, .same))
    }
  }

  @Test("halves images down to the generator's first")
  func discriminator() throws {
    #expect(
      try images(define().discriminator) == [
        [64, 64, 3], [32, 32, 32], [16, 16, 64], [8, 8, 96], [4, 4, 128],
      ])
  }

  @Test("works images over where they are small", arguments: [64, 128])
  func refinements(size: Int) throws {
    let definition = try define(["size": SettingValue(size)])
    for network in [definition.generator, definition.discriminator] {
      var shape = network.inputShape
      var refined: Set<Int> = []
      for layer in network.layers {
        let next = try layer.outputShape(for: shape)
        // Those that change no channels: the generator's last makes colours.
        if let convolution = layer as? Conv2D, convolution.kernelSize == 3, next == shape { refined.insert(next[0]) }
        shape = next
      }
      #expect(refined == [4, 8, 16])
    }
  }

  @Test("is made for few images")
  func recipe() throws {
    let recipe = try define().recipe
    #expect(recipe.loss == .nonSaturating)
    #expect(recipe.gradientPenalty == GradientPenalty(.r1, weight: 2, every: 8))
    #expect(recipe.augmentation == DiscriminatorAugmentation(color: false))
    #expect(recipe.ema == EMA())
  }

  @Test(
    "wants a number for each size",
    arguments: [
      ["generator": ["channels": [64, 32]]], ["generator": ["refinements": [1]]],
      ["size": 32, "discriminator": ["channels": [8, 8, 8, 8]]], ["discriminator": ["refinements": [1, 1, 1, 1, 1]]],
    ] as [SettingValue])
  func lists(settings: SettingValue) {
    #expect(throws: (any Error).self) { try define(settings) }
  }

  @Test("refuses sides that cannot be halved often enough")
  func sides() {
    let log = ProblemLog()
    _ = Art64().define(SettingsReader(["size": 72], log: log))
    #expect(throws: (any Error).self) { try log.check() }
  }

  @Test(
    "keeps what a plugin promises under other settings",
    arguments: [
      [
        "size": 16, "color": "grey", "generator": ["channels": [8, 4, 4], "output": "sigmoid"],
        "discriminator": ["channels": [4, 8], "refinements": [0, 2], "spectralNorm": true],
      ],
      [
        "width": 48, "height": 32, "generator": ["channels": [16, 8, 8, 4], "refinements": [0, 0, 1, 1]],
        "discriminator": ["channels": [8, 8, 16], "leakySlope": 0.1],
      ],
    ] as [SettingValue])
  func conformance(settings: SettingValue) {
    #expect(ModelConformance(of: Art64(), settings: settings).failures(on: CPUDevice(threads: 2)) == [])
  }
}
