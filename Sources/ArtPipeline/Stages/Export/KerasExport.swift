public import ArtFiles
public import ArtGAN
import ArtKeras
public import ArtSettings

/// A generator as a model of Keras.
public struct KerasExport: ExportFormat {
  public static let id = "keras"
  public static let purpose = "the generator, as a model of Keras 3 of its own layers"
  public static let suffix = "keras"

  let direction: Translator.Direction

  public init(_ settings: SettingsReader) {
    direction = settings.choice(
      "direction", default: Translator.Direction.forward,
      "Of onnx and keras, for models that translate: inputs to targets, or the way back.")
  }

  public func problem(with model: ModelDefinition) -> (key: String, message: String)? {
    guard model.kind == .image || direction == .forward else {
      return ("direction", "'\(model.id)' makes images from noise and has no direction: leave 'direction' out")
    }
    do throws(KerasExportError) {
      try KerasGenerator.check(model, direction: direction)
      return nil
    } catch {
      if case .translation = error { return ("direction", "\(error)") }
      return ("format", "\(error)")
    }
  }

  public func bytes(of model: ModelDefinition) -> Double {
    Double(KerasGenerator.bytes(of: model, direction: direction))
  }

  public static func isOwn(_ file: borrowing FileReader) -> Bool {
    (try? file.bytes(KerasGenerator.mark.range)) == KerasGenerator.mark.bytes
  }

  public func write(_ request: ExportRequest) throws {
    try KerasGenerator(request.checkpoint, direction: direction).write(
      to: request.place, version: ArtPipeVersion.current, texts: request.texts
    ) { try request.stop.check() }
  }
}
