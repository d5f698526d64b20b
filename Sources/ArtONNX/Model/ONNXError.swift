import ArtFiles
public import ArtGAN
public import ArtNN

/// Why a model cannot be exported as ONNX.
public enum ONNXError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A layer has no form in ONNX, or cannot be at all.
  case layer(LayerError, model: String)
  /// The model does not translate this way.
  case translation(TranslationError)
  /// The model's weights lack this one.
  case missingWeight(String)
  /// An array of the model has another count of numbers than its sides ask for.
  case wrongCount(String, found: Int, expected: Int)
  /// The file would have so many bytes.
  case tooLarge(Int)

  public var description: String {
    switch self {
    case .layer(let error, let model): "'\(model)' cannot be exported as ONNX: \(error)"
    case .translation(let error): "\(error)"
    case .missingWeight(let name): "the model's weight '\(name)' is missing; use another copy of its file"
    case .wrongCount(let name, let found, let expected):
      "the layer that writes '\(name)' gives \(found) numbers for \(expected) places: mend the layer"
    case .tooLarge(let bytes):
      "the file would have \(ByteCount.text(Double(bytes))), and one of ONNX has at most "
        + "\(ByteCount.text(Double(ONNXFile.most))): export the weights as safetensors"
    }
  }
}
