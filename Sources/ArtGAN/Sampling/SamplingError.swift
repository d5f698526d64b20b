public import ArtNN
public import ArtTensor

/// Why images cannot be made.
public enum SamplingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The model translates images.
  case startsFromImage(String)
  case missingWeight(String)
  case latentSize(found: Int, expected: Int)
  case notFinite(image: Int)
  /// The model makes images of one size only: `[height, width, channels]`.
  case fixedSize(model: String, made: Shape, asked: Size2D)

  public var description: String {
    switch self {
    case .startsFromImage(let model): "'\(model)' translates images and makes none from noise: use 'translate'"
    case .missingWeight(let name):
      "the generator's weight '\(name)' is missing"
    case .latentSize(let found, let expected):
      "a latent point has \(found) coordinates, but the model takes \(expected)"
    case .notFinite(let image):
      "image \(image) holds values that are not finite numbers: the model's weights are "
        + "unusable, or the numbers of its point are far too large"
    case .fixedSize(let model, let made, let asked):
      "\(model) makes images of \(made[1])×\(made[0]) and no others, so none of \(asked.width)×\(asked.height): leave "
        + "'render' out and have them enlarged, by the video's 'size' or the sheet's 'scale'"
    }
  }
}

extension ModelDefinition {
  /// Checks that the model makes images of latent points.
  ///
  /// - Throws: ``SamplingError/startsFromImage(_:)``.
  func checkSampling() throws(SamplingError) {
    guard kind == .noise else { throw .startsFromImage(id) }
  }
}
