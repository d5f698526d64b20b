public import ArtData
import ArtMedia

/// What was found in a set of images: each image, what cannot be used, and what is there more than once.
public struct Inspection: Sendable {
  /// The images of one class.
  public struct ClassCount: Hashable, Sendable {
    public let name: String
    public let count: Int
  }

  /// The path that was looked at.
  public let path: String
  /// The kind of data set: `folder`, `idx`.
  public let kind: String
  /// Those that can be used, in their order.
  public let images: [InspectedImage]
  /// Files that cannot be used, and why.
  public let rejected: [RejectedFile]
  /// Files of other kinds.
  public let others: OtherFiles
  /// Empty where there are none.
  public let classes: [ClassCount]
  /// Whether mirrored images could be of the set; nil where there are too few to tell.
  public let mirrorTest: MirrorTest?
  /// A sign that images are pairs of input and target; nil where there is none.
  public let pairs: PairHint?
  let alike: LookAlikes

  /// For images with the pixels of an earlier one, the first that has them, by their numbers.
  public var copies: [Int: Int] { alike.copies }
  /// For images that look nearly like an earlier one, the first of them, by their numbers.
  public var nearCopies: [Int: Int] { alike.nearCopies }

  init(
    path: String, kind: String, images: [InspectedImage], rejected: [RejectedFile], others: OtherFiles,
    classes: [ClassCount]
  ) {
    let alike = LookAlikes(images)
    self.init(
      path: path, kind: kind, images: images, rejected: rejected, others: others, classes: classes, alike: alike,
      mirrorTest: MirrorTest(images, alike), pairs: kind == FolderSource.kind ? PairHint(images) : nil)
  }

  init(
    path: String, kind: String, images: [InspectedImage], rejected: [RejectedFile], others: OtherFiles,
    classes: [ClassCount], alike: LookAlikes, mirrorTest: MirrorTest?, pairs: PairHint? = nil
  ) {
    self.path = path
    self.kind = kind
    self.images = images
    self.rejected = rejected
    self.others = others
    self.classes = classes
    self.alike = alike
    self.mirrorTest = mirrorTest
    self.pairs = pairs
  }
}

extension Inspection {
  /// Images that differ from each other.
  public var distinctCount: Int { images.count - copies.count }

  /// Whether the set is learnt in grey: nine of ten images are.
  public var isGrey: Bool { 10 * images.count(where: \.isGrey) >= 9 * images.count }

  /// The shorter side that half of the images have at least.
  public var usualShorterSide: Int { Self.middle(images.map(\.shorterSide)) ?? 0 }

  /// Width by height, as most images have it: of all proportions in order the middle one.
  public var usualShape: Double { Self.middle(images.map(\.shape)) ?? 1 }

  /// The smallest and the largest of the images, by their pixels.
  public var extremes: (smallest: InspectedImage, largest: InspectedImage)? {
    func area(_ image: InspectedImage) -> Int { image.width * image.height }
    guard let smallest = images.min(by: { area($0) < area($1) }), let largest = images.max(by: { area($0) < area($1) })
    else { return nil }
    return (smallest, largest)
  }

  private static func middle<Value: Comparable>(_ values: [Value]) -> Value? {
    values.isEmpty ? nil : values.sorted()[values.count / 2]
  }

  /// What there is to say of each image and file, in order; nothing for most.
  ///
  /// - Parameter side: The shorter side of the images that the model learns.
  public func findings(side: Int) -> [(name: String, findings: [ImageFinding])] {
    let (isGrey, usual, misfits) = (isGrey, usualShape, pairs?.misfits(among: images) ?? [:])
    let ofImages = images.enumerated().map { number, image in
      (
        image.name,
        findings(of: number, image, side: side, isGrey: isGrey, usualShape: usual)
          + [misfits[number].map(ImageFinding.noPair)].compactMap(\.self)
      )
    }
    return rejected.map { ($0.file, [.unusable($0.reason)]) } + ofImages.filter { !$0.1.isEmpty }
  }

  private func findings(
    of number: Int, _ image: InspectedImage, side: Int, isGrey: Bool, usualShape: Double
  ) -> [ImageFinding] {
    var found: [ImageFinding] = []
    if let first = copies[number] { found.append(.copy(of: images[first].name)) }
    if let first = nearCopies[number] { found.append(.nearCopy(of: images[first].name)) }
    if image.conversions.contains(.turned) { found.append(.turned) }
    if image.conversions.contains(.firstOfMany) { found.append(.firstOfMany) }
    if image.conversions.contains(.inks) { found.append(.inks) }
    if image.conversions.contains(.depth) { found.append(.depth) }
    if image.isTransparent { found.append(.transparent) }
    if image.isGrey != isGrey { found.append(isGrey ? .colored : .grey) }
    // A tenth more or less is no other shape.
    if max(image.shape / usualShape, usualShape / image.shape) > 1.1 {
      found.append(.otherShape(width: image.width, height: image.height))
    }
    if image.shorterSide < side { found.append(.small(width: image.width, height: image.height)) }
    return found
  }
}

extension InspectedImage {
  /// Width by height.
  var shape: Double { Double(width) / Double(height) }
}
