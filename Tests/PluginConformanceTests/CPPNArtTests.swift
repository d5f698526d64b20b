import ArtCPU
import ArtGAN
import ArtGraph
import ArtNN
import ArtPluginTesting
import ArtSettings
import ArtTensor
import CPPNArt
import Testing

@Suite("cppn-art")
struct CPPNArtTests {
  private func define(_ settings: SettingValue = [:]) throws -> ModelDefinition {
    let log = ProblemLog()
    let reader = SettingsReader(settings, log: log)
    let definition = CPPNArt().define(reader)
    reader.finish()
    try log.check()
    try definition.validate()
    return definition
  }

  @Test(
    "draws in any size, whatever its settings, and with classes",
    arguments: [
      [:], ["size": 28, "color": "grey"], ["width": 33, "height": 20],
      ["generator": ["mapping": [8], "widths": [16], "samples": 1, "activation": "leakyReLU"]],
    ] as [SettingValue])
  func anySize(settings: SettingValue) throws {
    var definition = try define(settings)
    #expect(definition.drawsAnySize)
    let shape = definition.imageShape
    #expect(definition.generator.band(rows: 1, of: Size2D(1080, 1920))?.samples == 1)
    let own = try #require(definition.generator.band(rows: shape[0], of: Size2D(shape[0], shape[1])))
    #expect(try own.network.outputShape() == shape)
    definition.conditioning = ClassConditioning()
    let conditioned = try definition.conditioned(on: ["a", "b"].map { ImageClass(name: $0, count: 1) })
    try conditioned.validate()
    #expect(conditioned.drawsAnySize)
  }

  @Test(
    "keeps what a plugin promises under other settings",
    arguments: [
      [
        "size": 12, "color": "grey", "latentSize": 3,
        "generator": ["mapping": [5], "widths": [6, 5, 4], "samples": 1, "activation": "tanh", "frequency": 2],
        "discriminator": ["channels": [4], "spectralNorm": true],
      ],
      [
        "width": 14, "height": 9, "generator": ["widths": [4], "samples": 3],
        "discriminator": ["channels": [4, 6, 5, 4, 3]],
      ],
    ] as [SettingValue])
  func conformance(settings: SettingValue) {
    #expect(ModelConformance(of: CPPNArt(), settings: settings).failures(on: CPUDevice(threads: 2)) == [])
  }
}
