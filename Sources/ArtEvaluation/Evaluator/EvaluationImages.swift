import ArtSettings

/// What an evaluation compares: samples with real images, and as many other real images with the same ones in the place
/// of the samples. Most metrics depend on how many images there are on each side, so that only a baseline of equal
/// sample size tells what a perfect model would reach.
public struct EvaluationImages {
  public let source: RealImages.Source
  /// What samples are compared with.
  public let reference: ImageSet
  /// What people call these.
  public let referenceName: String
  /// The class of each of them, as a name; nil where they have none.
  public let referenceClasses: [String]?
  /// The baseline samples: real images in the place of generated ones; nil where there are too few.
  public let baseline: ImageSet?
  /// The class of each of these.
  public let baselineClasses: [String]?
  /// What these are, in words.
  public let baselineWords: String
  /// The images that the model was trained on, where it is from noise.
  public let training: ImageSet
  /// What people call the images that the model learns from, and how many there are.
  public let trainingName: String
  public let trainingCount: Int
  /// How many images the model makes: no more than there are baseline samples.
  public let samples: Int
  /// What the model translates, and what by; nil for a model from noise.
  public let translations: TranslationImages?

  /// - Parameters:
  ///   - real: all real images. Where those to compare with are the training images themselves, one half takes their
  ///     place, and the other that of the samples.
  ///   - most: the most images to compare with.
  ///   - asked: how many samples are asked for; nil for as many as there are images to compare with.
  ///   - fewest: the fewest images that metrics can be computed of: with fewer baseline samples there is no baseline, and
  ///     halves are put together again.
  public init(_ real: RealImages, most: Int, asked: Int?, fewest: Int) {
    source = real.source
    training = real.training
    (trainingName, trainingCount) = (real.trainingName, real.training.count)
    translations = nil
    let half = real.source == .training ? min(real.training.count / 2, most) : nil
    let others =
      half.map { real.training.slice(0..<min(asked ?? $0, $0)) }
      ?? real.training.slice(0..<(asked ?? real.reference.count))
    let isEnough = others.count >= fewest
    baseline = isEnough ? others : nil
    baselineClasses = isEnough ? real.trainingClasses.map { Array($0.prefix(others.count)) } : nil
    samples = isEnough ? others.count : asked ?? real.reference.count
    if let half, isEnough {
      reference = real.training.slice(half..<(2 * half))
      referenceName = "one half of \(real.referenceName)"
      referenceClasses = real.referenceClasses.map { Array($0[half..<(2 * half)]) }
      baselineWords = "\(Counted.text(others.count, "image")) of the other half in place of the samples"
    } else {
      reference = real.reference
      referenceName = real.referenceName
      referenceClasses = real.referenceClasses.map { Array($0.prefix(real.reference.count)) }
      baselineWords = "\(Counted.text(others.count, "training image")) in place of the samples"
    }
  }
  /// Images to translate: what the model makes of them is compared with the targets, and so are they themselves.
  public init(_ translations: TranslationImages) {
    source = translations.source
    training = translations.targets.slice(0..<0)
    (trainingName, trainingCount) = (translations.trainingName, translations.trainingCount)
    reference = translations.targets
    referenceName = translations.name
    referenceClasses = nil
    baseline = translations.untranslated
    baselineClasses = nil
    baselineWords = translations.baselineWords
    samples = translations.inputs.count
    self.translations = translations
  }
}
