public import ArtFiles
import ArtSettings
public import ArtTensor

/// Images in memory, all of one size, with their labels where there are any. Where a model is to translate images, they are
/// its targets, and ``inputs`` is what it translates.
public struct Dataset: Sendable {
  /// What people call it: `blossoms`, or the name of a folder.
  public let name: String
  public let height: Int
  public let width: Int
  /// 1 for grey, 3 for red, green, blue, 4 for red, green, blue weighed by alpha (premultiplied), and alpha.
  public let channels: Int
  /// The number of images, at least 1.
  public let count: Int
  /// All images one after the other, `[count, height, width, channels]`, sRGB-encoded.
  public let pixels: [UInt8]
  /// The class of each image, an index into ``classNames``; nil where images have no labels.
  public let labels: [Int]?
  /// The names of the classes; empty where images have no labels.
  public let classNames: [String]
  /// What is to be translated into images like these; nil where images are made from noise.
  public let inputs: DatasetInputs?
  /// Files that could not be used, in the order in which they were found.
  public let rejected: [RejectedFile]
  /// Files beside them that were not tried.
  public let others: OtherFiles
  /// Tells sets apart by shape, pixels, labels, class names and inputs. The name and the files that were not used do not count.
  public let contentHash: ContentHash

  /// - Throws: ``DatasetError`` where there is no image, or where sizes, counts and labels do not fit together.
  public init(
    name: String, height: Int, width: Int, channels: Int, pixels: [UInt8], labels: [Int]? = nil,
    classNames: [String] = [], inputs: DatasetInputs? = nil, rejected: [RejectedFile] = [],
    others: OtherFiles = OtherFiles()
  ) throws(DatasetError) {
    let count = try ImageArray.count(name: name, height: height, width: width, channels: channels, pixels: pixels)
    let images = ImageArray(count: count, height: height, width: width, channels: channels, pixels: pixels)
    try inputs?.check(against: images)
    if let labels {
      guard labels.count == count else {
        throw DatasetError(
          .mismatch, file: name, "there are \(Counted.text(count)) images, but \(Counted.text(labels.count)) labels")
      }
      if let bad = labels.first(where: { !classNames.indices.contains($0) }) {
        throw DatasetError(
          .mismatch, file: name, "the label \(bad) is none of the \(Counted.text(classNames.count)) classes")
      }
    }
    self.name = name
    (self.height, self.width, self.channels) = (height, width, channels)
    self.count = count
    self.pixels = pixels
    self.labels = labels
    self.classNames = labels == nil ? [] : classNames
    self.inputs = inputs
    self.rejected = rejected
    self.others = others
    contentHash = Self.hash(images, labels, self.classNames, inputs)
  }

  /// `[height, width, channels]`.
  public var imageShape: Shape { Shape([height, width, channels]) }

  /// Whether any pixel of any image is transparent.
  public var isTransparent: Bool {
    channels == 4
      && pixels.withUnsafeBufferPointer { pixels in
        stride(from: 3, to: pixels.count, by: 4).contains { pixels[$0] != 255 }
      }
  }

  /// Bytes in one image.
  public var imageSize: Int { height * width * channels }

  /// How many images there are of each class; empty where images have no labels.
  public var classCounts: [Int] {
    var counts = [Int](repeating: 0, count: classNames.count)
    for label in labels ?? [] { counts[label] += 1 }
    return counts
  }

  private static func hash(
    _ images: ImageArray, _ labels: [Int]?, _ classNames: [String], _ inputs: DatasetInputs?
  ) -> ContentHash {
    var hasher = SHA256()
    let shape = Shape([images.count, images.height, images.width, images.channels])
    hasher.update(Array("dataset \(shape) \(labels == nil ? "plain" : "labelled")\n".utf8))
    hasher.update(images.pixels)
    // Class names of any content: each with its length before it.
    for name in classNames { hasher.update(Array("\(name.utf8.count) \(name)\n".utf8)) }
    if let labels {
      hasher.update(labels.flatMap { label in (0..<4).map { UInt8(truncatingIfNeeded: label >> (8 * $0)) } })
    }
    inputs?.hash(into: &hasher)
    return hasher.finish()
  }
}
