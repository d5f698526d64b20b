/// Which part of an image a second point decides, where a generator is run on two.
public enum Mixing: Hashable, Sendable {
  /// What layers from this one on know of the class is the second point's; latent coordinates are the first's.
  ///
  /// For generators with conditional normalisation this is style mixing (Karras et al. 2019, "A style-based generator
  /// architecture for generative adversarial networks", section 3.1): coarse from one, style from the other.
  case classes(from: Int)
  /// What comes out of the layer before this one is the second point's within a part of its places, and the first's
  /// elsewhere; the layers from this one on make one image of both.
  ///
  /// Source: Suzuki et al. 2018, "Spatially controllable image synthesis with internal representation collaging",
  /// feature blending.
  case features(at: Int, Part)

  /// A part of an image.
  public enum Part: String, CaseIterable, Codable, Hashable, Sendable {
    case left, right, top, bottom
    /// Half of the height and half of the width.
    case middle

    /// Whether a place belongs to it.
    func contains(_ row: Int, _ column: Int, height: Int, width: Int) -> Bool {
      switch self {
      case .left: 2 * column < width
      case .right: 2 * column >= width
      case .top: 2 * row < height
      case .bottom: 2 * row >= height
      case .middle: (height..<3 * height).contains(4 * row + 2) && (width..<3 * width).contains(4 * column + 2)
      }
    }
  }
}
