import ArtSettings

/// Something to know of one image before it is learnt from.
public enum ImageFinding: Hashable, Sendable {
  /// It cannot be used, for this reason.
  case unusable(String)
  /// It has the pixels of an earlier image.
  case copy(of: String)
  /// It looks nearly like an earlier image.
  case nearCopy(of: String)
  case turned
  case firstOfMany
  case inks
  case depth
  case transparent
  /// It is grey, and the set is in colour.
  case grey
  /// It is in colour, and the set is grey.
  case colored
  /// Its proportions are not those that most images have.
  case otherShape(width: Int, height: Int)
  /// It is smaller than what the model learns.
  case small(width: Int, height: Int)
  /// Most images are pairs, and it is none, for this reason.
  case noPair(String)

  /// The name in JSON.
  public var id: String {
    switch self {
    case .unusable: "unusable"
    case .copy: "copy"
    case .nearCopy: "near-copy"
    case .turned: "turned"
    case .firstOfMany: "animated"
    case .inks: "cmyk"
    case .depth: "16-bit"
    case .transparent: "transparent"
    case .grey: "grey"
    case .colored: "colour"
    case .otherShape: "other-shape"
    case .small: "small"
    case .noPair: "no-pair"
    }
  }

  /// What it is called in a count of all.
  public var title: String {
    switch self {
    case .unusable: "cannot be used"
    case .copy: "same image twice"
    case .nearCopy: "nearly the same"
    case .turned: "turned upright"
    case .firstOfMany: "animated"
    case .inks: "CMYK"
    case .depth: "16 bit"
    case .transparent: "transparent"
    case .grey: "grey"
    case .colored: "in colour"
    case .otherShape: "other shape"
    case .small: "small"
    case .noPair: "no pair"
    }
  }
}

extension ImageFinding: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unusable(let reason): "cannot be used: \(reason)"
    case .copy(let first): "the same image as \(first)"
    case .nearCopy(let first): "nearly the same as \(first)"
    case .turned: "is turned upright, as the camera's note in the file (EXIF) says"
    case .firstOfMany: "is an animation: its first image is used"
    case .inks: "has printing inks (CMYK): becomes red, green and blue"
    case .depth: "has more than 8 bits a channel: becomes 8 bits"
    case .transparent: "is transparent: is put on the background"
    case .grey: "is grey, and most images are in colour"
    case .colored: "is in colour, and most images are grey: becomes grey"
    case .otherShape(let width, let height): "has another shape than most: \(width)×\(height)"
    case .small(let width, let height): "is small: \(width)×\(height), is enlarged"
    case .noPair(let reason): "is no pair: \(reason)"
    }
  }
}
