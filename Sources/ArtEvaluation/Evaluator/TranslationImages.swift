import ArtMedia
import ArtTensor

/// What there is to evaluate a model that translates images with: inputs, and the targets that its images are compared
/// with.
public struct TranslationImages: Sendable {
  /// Images to translate, and the images that they are to become or to be like.
  public struct Sides: Sendable {
    public var inputs: ImageSet
    /// Where there are pairs, target i belongs to input i.
    public var targets: ImageSet

    public init(inputs: ImageSet, targets: ImageSet) {
      self.inputs = inputs
      self.targets = targets
    }
  }

  public let source: RealImages.Source
  /// What people call the targets, and those that the model was trained on.
  public let name: String
  let trainingName: String
  let trainingCount: Int
  /// Whether each input comes with its target.
  public let isPaired: Bool
  /// As the model takes them.
  public let inputs: ImageSet
  /// In random order.
  public let targets: ImageSet
  /// The inputs brought to the targets' form: the baseline.
  public let untranslated: ImageSet
  /// The mean of the targets that the model was trained on, one image.
  public let meanTarget: ImageSet

  /// - Parameters:
  ///   - sides: the images to compare.
  ///   - isPaired: whether each input comes with its target.
  ///   - training: the targets that the model was trained on, and what people call them.
  ///   - source: where the images come from.
  ///   - name: what people call the targets.
  ///   - most: the most inputs, and the most targets.
  ///   - asked: how many inputs are asked for; where there are pairs, each with its target.
  ///   - seed: of the order.
  /// - Throws: ``MetricsError/unpaired(_:_:)`` where counts of pairs differ, `MediaError` for images that cannot be
  ///   brought to another form.
  public init(
    _ sides: Sides, isPaired: Bool, training: (name: String, targets: ImageSet), source: RealImages.Source,
    name: String, most: Int,
    asked: Int? = nil, seed: UInt64
  ) throws {
    let (inputs, targets) = (sides.inputs, sides.targets)
    if isPaired, inputs.count != targets.count { throw MetricsError.unpaired(inputs.count, targets.count) }
    let key = SeedPurpose.evaluationImages.key(of: seed)
    // Pairs stay together: both sides have one order.
    let order = key.folded(.referenceOrder).permutation(count: targets.count)
    let inputOrder = isPaired ? order : key.folded(.trainingOrder).permutation(count: inputs.count)
    let made = min(asked ?? most, most)
    self.inputs = inputs.gathering(Array(inputOrder.prefix(made)))
    self.targets = targets.gathering(Array(order.prefix(isPaired ? made : most)))
    untranslated = try self.inputs.brought(toFormOf: targets)
    meanTarget = training.targets.mean()
    (trainingName, trainingCount) = (training.name, training.targets.count)
    (self.source, self.name, self.isPaired) = (source, name, isPaired)
  }

  var baselineWords: String {
    "the inputs themselves in place of the outputs" + (isPaired ? "; and the mean of the training's targets" : "")
  }
}

extension ImageSet {
  /// The images with the size and channels of others. Sizes change by a bicubic filter, as enlargements without a model
  /// are made; alpha goes by putting images on white.
  ///
  /// - Throws: `MediaError` where the channels are none of an image.
  public func brought(toFormOf other: ImageSet) throws -> ImageSet {
    if (height, width, channels) == (other.height, other.width, other.channels) { return self }
    return try ImageSet(
      (0..<count).map { index -> PixelImage in
        try image(index).converted(toChannels: other.channels)
          .resized(width: other.width, height: other.height, resampling: .bicubic)
      })
  }

  /// The mean of the images, rounded to whole levels, as a set of one.
  func mean() -> ImageSet {
    var sums = [Int](repeating: 0, count: imageSize)
    pixels.withUnsafeBufferPointer { pixels in
      for image in 0..<count { for place in 0..<imageSize { sums[place] += Int(pixels[image * imageSize + place]) } }
    }
    let half = count / 2
    return ImageSet(unchecked: 1, self, sums.map { UInt8(($0 + half) / max(count, 1)) })
  }
}
