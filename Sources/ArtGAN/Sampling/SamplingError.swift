/// Why pictures cannot be made.
public enum SamplingError: Error, Hashable, Sendable, CustomStringConvertible {
  case missingWeight(String)
  case latentSize(found: Int, expected: Int)
  case notFinite(picture: Int)

  public var description: String {
    switch self {
    case .missingWeight(let name):
      "the generator's weight '\(name)' is missing"
    case .latentSize(let found, let expected):
      "a latent point has \(found) coordinates, but the model takes \(expected)"
    case .notFinite(let picture):
      "picture \(picture) holds values that are not finite numbers: the model's weights are unusable"
    }
  }
}
