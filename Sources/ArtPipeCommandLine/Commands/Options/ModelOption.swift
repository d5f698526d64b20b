import ArgumentParser
import ArtSettings

/// The trained model that a command works with.
struct ModelOption: ParsableArguments {
  @Option(help: "The model: a .safetensors file, or a run folder, whose best model is used.", completion: .trainedModel)
  var model: String

  /// The stage that loads it.
  var load: SettingValue { OptionDocument.load(model) }
}

/// The same for commands that are often tried on shipped weights.
struct ShippedModelOption: ParsableArguments {
  @Option(
    help: "The model: a .safetensors file, a run folder, or the name of shipped weights (art-64).",
    completion: .trainedModel)
  var model: String

  /// The stage that loads it.
  var load: SettingValue { OptionDocument.load(model) }
}

/// The size of images, for models that draw in any.
struct RenderOption: ParsableArguments {
  @Option(help: "Renders at this size, for models without a fixed size: 1920x1080.")
  var render: String?

  /// Puts it into the settings of a stage.
  func set(in stage: inout SettingValue) throws {
    if let render { stage["render"] = try OptionDocument.size(render, option: "--render \(render)") }
  }
}
