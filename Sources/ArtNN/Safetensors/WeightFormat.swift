public import ArtTensor

/// How weights are written to a file.
public enum WeightFormat: String, CaseIterable, Codable, Hashable, Sendable {
  case float32
  /// Rounded to half the size, for sharing weights. A training state is never rounded.
  case float16

  /// A tensor in this format.
  public func content(_ tensor: Tensor) -> SafetensorsWriter.Content {
    switch self {
    case .float32: .float32(tensor)
    case .float16: .float16(tensor)
    }
  }
}
