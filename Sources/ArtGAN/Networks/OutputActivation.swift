public import ArtNN

/// A generator's last activation.
public enum OutputActivation: String, CaseIterable, Codable, Hashable, Sendable {
  /// Nothing: any number may come out. Images show what lies beyond black and white as black and white.
  case linear
  /// Between 0 and 1.
  case sigmoid
  /// Between −1 and 1.
  case tanh

  /// The scale of images that fits.
  public var pixelRange: PixelRange { self == .tanh ? .signed : .unit }

  /// The layers to end a generator with: one, or none.
  public var layers: [any Layer] {
    switch self {
    case .linear: []
    case .sigmoid: [Sigmoid()]
    case .tanh: [Tanh()]
    }
  }
}

extension OutputActivation {
  /// What a reader of a definition should know of it.
  public var notes: [String] {
    self == .linear
      ? ["The generator has no output activation: numbers beyond black and white become black and white in images."]
      : []
  }
}
