import ArtGAN
import ArtNN
import ArtSettings

extension SettingsReader {
  /// The setting `render` of stages that make images: their height and width, where they are not to be the model's.
  func render() -> Size2D? {
    let help =
      "Makes the images in this size without enlarging any, as \"cppn-art\" can: an object with 'width' and 'height'. "
      + "The model's own size where it is left out."
    return optionalNested("render", help) { settings in
      let limits = 1...16_384
      let width = settings.optionalInteger("width", in: limits, "Width in pixels.")
      let height = settings.optionalInteger("height", in: limits, "Height in pixels.")
      if !settings.isDescribing, settings.log.isEmpty {
        for key in ["width", "height"] where !settings.has(key) {
          settings.problem(at: nil, .missing, "the key '\(key)' is missing: 'render' needs the width and the height")
        }
      }
      return Size2D(height ?? 1, width ?? 1)
    }
  }
}

extension ModelDefinition {
  /// Why images of this size cannot be made, and the setting that asks for them.
  func problem(rendering size: Size2D?) -> (key: String, message: String)? {
    guard let size, !drawsAnySize else { return nil }
    return ("render", SamplingError.fixedSize(model: id, made: imageShape, asked: size).description)
  }
}
