import ArtGAN
import ArtSettings
import DCGANMNIST
import MLPGAN
import RGBArt
import Testing

@Suite("The registry of models")
struct ModelRegistryTests {
  @Test("finds models by name, in order")
  func names() throws {
    let registry = try ModelRegistry([RGBArt(), MLPGAN(), DCGANMNIST()])
    #expect(registry.ids == ["dcgan-mnist", "mlp-gan", "rgb-art"])
    #expect(try registry.plugin("mlp-gan").id == "mlp-gan")
    #expect(registry["rgb-art"]?.id == "rgb-art")
    #expect(registry["rgb"] == nil)
  }

  @Test("says which model was probably meant")
  func unknown() throws {
    let registry = try ModelRegistry([RGBArt(), MLPGAN()])
    #expect(throws: ModelRegistryError.unknown("rgbart", suggestion: "rgb-art", known: ["mlp-gan", "rgb-art"])) {
      try registry.plugin("rgbart")
    }
    #expect {
      try registry.plugin("rgbart")
    } throws: {
      "\($0)" == "there is no model 'rgbart'; did you mean 'rgb-art'?"
    }
    #expect {
      try registry.plugin("stylegan")
    } throws: {
      "\($0)" == "there is no model 'stylegan'; known models: mlp-gan, rgb-art"
    }
  }

  @Test("refuses two models of one name, and names that cannot be written")
  func refusals() {
    #expect(throws: ModelRegistryError.duplicate("mlp-gan")) { try ModelRegistry([MLPGAN(), MLPGAN()]) }
    for name in ["", "My Model", "Upper", "1st", "ümlaut"] {
      #expect(throws: ModelRegistryError.badName(name)) { try ModelRegistry([Named(id: name)]) }
    }
  }

  private struct Named: ModelPlugin {
    var id: String
    let summary = "another name for a model"
    let documentation = ""
    let defaultDataset = "strokes"

    func define(_ settings: SettingsReader) -> ModelDefinition { MLPGAN().define(settings) }
  }
}
