import Art64
import ArtGAN
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

  /// The pictures that a network makes, without repeats.
  private func pictures(_ network: Network) throws -> [[Int]] {
    var shapes = [network.inputShape]
    for layer in network.layers {
      let next = try layer.outputShape(for: shapes[shapes.count - 1])
      if next != shapes.last { shapes.append(next) }
    }
    return shapes.filter { $0.rank == 3 }.map(\.dimensions)
  }

  @Test("doubles pictures up to any size, with channels that fall as sides grow")
  func generator() throws {
    #expect(
      try pictures(define().generator) == [
        [4, 4, 192], [8, 8, 192], [16, 16, 96], [32, 32, 48], [64, 64, 24], [64, 64, 3],
      ])
    #expect(
      try pictures(define(["size": 128]).generator) == [
        [4, 4, 192], [8, 8, 192], [16, 16, 96], [32, 32, 48], [64, 64, 24], [128, 128, 16], [128, 128, 3],
      ])
    #expect(
      try pictures(define(["width": 48, "height": 80, "generator": ["maxWidth": 100]]).generator) == [
        [10, 6, 100], [20, 12, 96], [40, 24, 48], [80, 48, 24], [80, 48, 3],
      ])
  }

  @Test("halves pictures down to the generator's first")
  func discriminator() throws {
    #expect(
      try pictures(define().discriminator) == [
        [64, 64, 3], [32, 32, 48], [16, 16, 96], [8, 8, 192], [4, 4, 192],
      ])
  }

  @Test("is made for few pictures")
  func recipe() throws {
    let definition = try define()
    #expect(definition.recipe.loss == .hinge)
    #expect(definition.recipe.augmentation == DiscriminatorAugmentation())
    #expect(definition.recipe.average == WeightAverage())
    let kept = try definition.discriminator.parameters().filter { !$0.isTrainable }.map(\.name)
    let kernels = try definition.discriminator.parameters().filter { $0.name.hasSuffix(".kernel") }
    #expect(kept.filter { $0.hasSuffix(".u") }.count == kernels.count)
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
      ["size": 16, "color": "grey", "generator": ["width": 8], "discriminator": ["width": 8, "spectralNorm": false]],
      [
        "width": 48, "height": 32, "generator": ["width": 8, "maxWidth": 16],
        "discriminator": ["width": 8, "maxWidth": 16, "normalization": "none"],
      ],
    ] as [SettingValue])
  func conformance(settings: SettingValue) {
    #expect(ModelConformance(of: Art64(), settings: settings).failures() == [])
  }
}
