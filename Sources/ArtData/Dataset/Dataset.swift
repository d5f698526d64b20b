public import ArtFiles
import ArtSettings
public import ArtTensor

/// Images in memory, all of one size, with their labels where there are any.
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
  /// Files that could not be used, in the order in which they were found.
  public let rejected: [RejectedFile]
  /// Files beside them that were not tried.
  public let others: OtherFiles
  /// Tells sets apart by shape, pixels, labels and class names. The name and the files that were not used do not count.
  public let contentHash: ContentHash

  /// - Throws: ``DatasetError`` where there is no image, or where sizes, counts and labels do not fit together.
  public init(
    name: String, height: Int, width: Int, channels: Int, pixels: [UInt8], labels: [Int]? = nil,
    classNames: [String] = [], rejected: [RejectedFile] = [], others: OtherFiles = OtherFiles()
  ) throws(DatasetError) {
    guard height > 0, width > 0, [1, 3, 4].contains(channels) else {
      throw DatasetError(
        .invalidArgument, file: name, "images of \(height)×\(width) with \(channels) channels cannot be used")
    }
    let imageSize = height * width * channels
    guard !pixels.isEmpty else { throw DatasetError(.empty, file: name, "there are no images") }
    guard pixels.count % imageSize == 0 else {
      throw DatasetError(
        .mismatch, file: name,
        "\(Counted.text(pixels.count)) bytes do not divide into images of \(Counted.text(imageSize, "byte"))")
    }
    let count = pixels.count / imageSize
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
    self.rejected = rejected
    self.others = others
    contentHash = Self.hash(Shape([count, height, width, channels]), pixels, labels, self.classNames)
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

  /// The images at `indices`, in that order.
  ///
  /// - Throws: ``DatasetError`` where there is none.
  public func subset(_ indices: [Int], name: String? = nil) throws(DatasetError) -> Dataset {
    var chosen: [UInt8] = []
    chosen.reserveCapacity(indices.count * imageSize)
    for index in indices {
      chosen += pixels[(index * imageSize)..<((index + 1) * imageSize)]
    }
    return try Dataset(
      name: name ?? self.name, height: height, width: width, channels: channels, pixels: chosen,
      labels: labels.map { labels in indices.map { labels[$0] } }, classNames: classNames, rejected: rejected,
      others: others)
  }

  private static func hash(
    _ shape: Shape, _ pixels: [UInt8], _ labels: [Int]?, _ classNames: [String]
  ) -> ContentHash {
    var hasher = SHA256()
    hasher.update(Array("dataset \(shape) \(labels == nil ? "plain" : "labelled")\n".utf8))
    hasher.update(pixels)
    // Class names of any content: each with its length before it.
    for name in classNames { hasher.update(Array("\(name.utf8.count) \(name)\n".utf8)) }
    if let labels {
      hasher.update(labels.flatMap { label in (0..<4).map { UInt8(truncatingIfNeeded: label >> (8 * $0)) } })
    }
    return hasher.finish()
  }
}
