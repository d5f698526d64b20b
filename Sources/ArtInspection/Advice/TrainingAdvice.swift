public import ArtData
import ArtFiles
import ArtGAN
public import ArtMedia
public import ArtSettings

/// How a set of images is best trained on, with a reason for each choice.
public struct TrainingAdvice: Sendable {
  /// One choice, and why.
  public struct Line: Hashable, Sendable {
    /// What is chosen: `model`, `flip`.
    public let topic: String
    public let choice: String
    /// A sentence without a full stop.
    public let reason: String
    /// Where it was measured, as a path from the project's folder; nil where nothing was to be measured.
    public let source: String?

    /// The reason as a sentence, and where it was measured.
    public var sentence: String {
      reason.prefix(1).uppercased() + reason.dropFirst() + (source.map { "; see \($0)" } ?? "") + "."
    }
  }

  public let model: ModelChoice
  /// The pairs that the model learns to translate; nil where it makes images from noise.
  public let pairs: PairHint?
  /// Whether classes are learnt.
  public let learnsClasses: Bool
  /// Whether a random half of the images is mirrored.
  public let flips: Bool
  /// What stands behind transparent images; nil where none is transparent.
  public let background: SettingColor?
  public let fit: FitMode
  /// The share of images that is kept back for evaluation.
  public let validation: Double
  /// Whether the model is evaluated as it is trained.
  public let evaluates: Bool
  /// Images of a batch, where that is fewer than the model takes.
  public let batchSize: Int?
  public let minutes: Double
  /// All choices in words.
  public let lines: [Line]

  /// - Parameters:
  ///   - images: What was found.
  ///   - offer: The models to choose from.
  ///   - minutes: How long to train.
  /// - Throws: `DatasetError` where nothing can be learnt from the images.
  public init(_ images: Inspection, _ offer: ModelOffer, minutes: Double) throws(DatasetError) {
    guard images.distinctCount > 1 else {
      let count = images.images.count
      let what = count == 1 ? "there is one image" : "all \(Counted.text(count)) images are the same"
      throw DatasetError(
        .empty, file: images.path, "\(what), and a GAN learns what many images have in common",
        advice: "give at least 20 images, better some hundred")
    }
    if let pairs = images.pairs, let advice = TrainingAdvice(pairs, images, offer, minutes: minutes) {
      self = advice
      return
    }
    pairs = nil
    self.minutes = minutes
    let classes = Self.classes(images, minutes: minutes)
    learnsClasses = classes?.areLearnt ?? false
    let (model, reason, source) = try offer.choice(for: images, hasClasses: learnsClasses)
    self.model = model
    var lines = [Line(topic: "model", choice: model.words, reason: reason, source: source)]
    if let classes { lines.append(classes.line) }
    lines.append(Self.time(images, minutes: minutes))
    let size = Self.size(images, model)
    fit = size.fit
    lines.append(size.line)

    validation = images.images.count >= Self.manyImages ? 0.1 : 0
    let trained = Int((Double(images.images.count) * (1 - validation)).rounded(.down))
    batchSize = TrainingRecipe.betterBatch(than: model.usualBatchSize, ofImages: trained)
    if let batchSize {
      lines.append(
        Line(
          topic: "batch", choice: Counted.text(batchSize, "image"),
          reason: "the model's own, \(model.usualBatchSize), is more than half of "
            + "\(Counted.text(trained, "image")): the discriminator would soon know each by heart", source: nil))
    }
    let flip = Self.flip(images)
    flips = flip.isOn
    lines.append(flip.line)
    background = Self.background(images)
    if let background {
      lines.append(
        Line(
          topic: "background", choice: background.hex,
          reason: background == .black
            ? "what shows of the transparent images is light, and would not be seen on white"
            : "what shows of the transparent images can be seen on white", source: nil))
    }
    evaluates = images.images.count >= Self.fewestToEvaluate
    lines.append(Self.evaluation(isOn: evaluates, validation: validation))
    self.lines = lines
  }

  init(
    model: ModelChoice, pairs: PairHint?, learnsClasses: Bool, flips: Bool, background: SettingColor?, fit: FitMode,
    validation: Double, evaluates: Bool, batchSize: Int?, minutes: Double, lines: [Line]
  ) {
    self.model = model
    self.pairs = pairs
    self.learnsClasses = learnsClasses
    self.flips = flips
    self.background = background
    self.fit = fit
    self.validation = validation
    self.evaluates = evaluates
    self.batchSize = batchSize
    self.minutes = minutes
    self.lines = lines
  }
}
