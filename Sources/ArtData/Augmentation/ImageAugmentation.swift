public import ArtSettings
public import ArtTensor

/// A kind of random change to each image of a batch, such as a crop. A conforming type is a plugin: a value of its
/// settings, which changes where an image's pixels are taken from, or the pixels themselves.
///
/// Whatever changes batches must be a stored property that is encoded: training goes on from a checkpoint only where
/// ``Augmentation/fingerprint`` is the same.
public protocol ImageAugmentation: Hashable, Encodable, Sendable {
  /// The name in documents: the key in a data set's `augment`.
  static var id: String { get }

  /// Reads the key ``id``; nil where nothing is to be changed.
  init?(_ settings: SettingsReader)

  /// The augmentation's own random numbers for one image of one batch, from the key of that image.
  static func stream(of image: RandomKey) -> RandomKey

  /// Changes where an image's pixels are taken from.
  func apply(to transform: inout ImageTransform, random: RandomKey)

  /// Changes an image's pixels, after all augmentations have changed where they are taken from.
  func apply(to image: BatchImage, random: RandomKey)
}

extension ImageAugmentation {
  /// A stream that follows from the id alone.
  public static func stream(of image: RandomKey) -> RandomKey {
    image.folded(id: id)
  }

  public func apply(to transform: inout ImageTransform, random: RandomKey) {}
  public func apply(to image: BatchImage, random: RandomKey) {}
}

/// One image in a batch.
public struct BatchImage {
  /// `[height, width, channels]`, from `range`.
  public let pixels: UnsafeMutableBufferPointer<Float>
  public let height: Int
  public let width: Int
  public let channels: Int
  /// From black to white.
  public let range: ClosedRange<Float>
}
