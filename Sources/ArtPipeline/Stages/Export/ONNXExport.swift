public import ArtFiles
public import ArtGAN
import ArtONNX
public import ArtSettings

/// A generator as a graph of operators, for programs that run ONNX.
public struct ONNXExport: ExportFormat {
  public static let id = "onnx"
  public static let purpose = "the generator, for programs that run ONNX, such as onnxruntime and OpenVINO"
  public static let suffix = "onnx"

  let options: ONNXModel.Options

  public init(_ settings: SettingsReader) {
    options = ONNXModel.Options(
      isBytes: settings.bool(
        "uint8", default: false,
        "Of onnx: images are bytes (batch, height, width, channels), as image files hold them, and not float32 (batch, "
          + "channels, height, width) on the model's own scale."),
      direction: settings.choice(
        "direction", default: Translator.Direction.forward,
        "Of onnx and keras, for models that translate: inputs to targets, or the way back."))
  }

  public func problem(with model: ModelDefinition) -> (key: String, message: String)? {
    guard model.kind == .image || options.direction == .forward else {
      return ("direction", "'\(model.id)' makes images from noise and has no direction: leave 'direction' out")
    }
    do throws(ONNXError) {
      try ONNXModel.check(model, options)
      return nil
    } catch {
      if case .translation = error { return ("direction", "\(error)") }
      return ("format", "\(error)")
    }
  }

  public func bytes(of model: ModelDefinition) -> Double { Double(ONNXModel.bytes(of: model, options)) }

  public static func isOwn(_ file: borrowing FileReader) -> Bool {
    (try? file.bytes(0..<ONNXModel.beginning.count)) == ONNXModel.beginning
  }

  public func write(_ request: ExportRequest) throws {
    try ONNXModel(request.checkpoint, options).write(
      to: request.place, version: ArtPipeVersion.current, texts: request.texts
    ) { try request.stop.check() }
  }
}
