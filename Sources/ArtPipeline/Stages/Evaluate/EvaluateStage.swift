import ArtGAN
public import ArtSettings

/// Measures how good a model's pictures are, beside real ones.
public struct EvaluateStage: PipelineStage {
  public static let kind = "evaluate"
  public static let summary = "Measures how like the real pictures a model's pictures are, how varied and how original"
  public static let output = ArtifactKind.files
  public static let usesDataset = true

  /// How many pictures the model makes, at most; nil for as many as there are real ones to compare with.
  let samples: Int?
  /// The most real pictures to compare with.
  let pictures: Int
  let features: FeatureChoice
  let seed: UInt64?
  /// nil for the model's own.
  let truncation: Double?
  /// How many pairs the sheet of nearest training pictures shows.
  let nearest: Int

  public init(_ settings: SettingsReader) {
    samples = settings.optionalInteger(
      "samples", in: 6...1_000_000,
      "How many pictures the model makes; as many as there are real ones to compare with where not given. Never more than "
        + "there are real ones to put in their place.")
    pictures = settings.integer(
      "pictures", default: 10_000, in: 6...1_000_000,
      "The most real pictures to compare with, a random choice; where there are no others than those learnt from, at most "
        + "one half of these.")
    features = FeatureChoice(settings)
    seed = settings.optionalSeed("seed", "Draws the model's pictures; the document's seed where not given.")
    truncation = LatentChoice.truncation(settings)
    nearest = settings.integer(
      "nearest", default: 40, in: 0...10_000,
      "Samples on the sheet that shows each beside its nearest training picture, the likeliest copies first; 0 for none."
    )
  }

  public var accepts: Set<ArtifactKind> { [.model] }

  public func outputNames(id: String) -> [String] { [id] }

  public func dependencies(_ context: StageContext) throws -> [String: SettingValue] {
    let shape = try context.inputModel().checkpoint().definition.pictureShape
    var values = try RealPictures.fingerprint(context, shape: shape)
    values["features"] = SettingValue(try features.file(for: shape).map { try hashOfFile($0).hash.hex } ?? "thumbnails")
    return values
  }

  public func run(_ context: StageContext) throws -> StageResult {
    try EvaluationRun(self, context).run()
  }
}
