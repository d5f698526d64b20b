public import ArtGAN
import ArtNN
public import ArtSettings

/// A model's weights, for artpipe and for all that reads safetensors.
public struct SafetensorsExport: ExportFormat {
  public static let id = "safetensors"
  public static let purpose = "the weights, for artpipe and for all that reads safetensors"
  public static let suffix = "safetensors"

  let weightFormat: WeightFormat

  public init(_ settings: SettingsReader) {
    weightFormat = settings.choice(
      "weightFormat", default: .float16, "The number format of the weights; float16 halves the file.")
  }

  public func bytes(of model: ModelDefinition) -> Double {
    (ModelDemand(model)?.weights ?? 0) * weightFormat.share
  }

  public func write(_ request: ExportRequest) throws {
    try request.checkpoint.write(to: request.place, weightFormat: weightFormat, texts: request.texts)
  }
}
