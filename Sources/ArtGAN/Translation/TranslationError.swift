public import ArtNN

/// Why an image cannot be translated.
public enum TranslationError: Error, Hashable, Sendable, CustomStringConvertible {
  case startsFromNoise(String)
  case anySize(String)
  case noWayBack(String)
  case size(found: Size2D, expected: Size2D)
  case notFinite

  public var description: String {
    switch self {
    case .startsFromNoise(let model):
      "'\(model)' makes images from noise and translates none: use 'sample', or give a model that was trained to "
        + "translate, such as 'pix2pix'"
    case .anySize(let model): "'\(model)' takes images of its own size alone: its generator is not made of convolutions"
    case .noWayBack(let model): "'\(model)' learns one way alone; take its direction 'forward'"
    case .size(let found, let expected): "the image is \(found), not \(expected)"
    case .notFinite: "the model gives numbers that are not finite; use an earlier checkpoint of its training"
    }
  }
}
