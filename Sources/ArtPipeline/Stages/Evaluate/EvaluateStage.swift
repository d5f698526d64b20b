import ArtEvaluation
public import ArtFiles
public import ArtGAN
public import ArtSettings
import Foundation

/// Measures how good a model's images are, beside real ones.
public struct EvaluateStage: PipelineStage {
  public static let kind = "evaluate"
  public static let summary =
    "Measures how close a model's images come to real ones, how varied they are, and whether they are copies"
  public static let output = ArtifactKind.files
  public static let modelKinds = Set(ModelKind.allCases)
  public static let usesDataset = true

  let metrics: MetricRegistry
  /// How many images the model makes, at most; nil for as many as there are real ones to compare with.
  let samples: Int?
  /// The most real images to compare with.
  let images: Int
  let features: FeatureChoice
  let seed: UInt64?
  /// nil for the model's own.
  let truncation: Double?
  /// How many pairs the sheet of nearest training images shows.
  let nearest: Int

  public init(_ settings: SettingsReader) {
    metrics = settings.metrics
    samples = settings.optionalInteger(
      "samples", in: 6...1_000_000,
      "How many images the model makes; as many as there are real ones to compare with where not given. Never more than "
        + "there are real ones for the baseline, or inputs to translate.")
    images = settings.integer(
      "images", default: 10_000, in: 6...1_000_000,
      "The most real images to compare with, a random choice; where there are only training images, at most one half of "
        + "these.")
    features = FeatureChoice(settings)
    seed = settings.optionalSeed("seed", "Draws the model's images; the document's seed where not given.")
    truncation = LatentChoice.truncation(settings)
    nearest = settings.integer(
      "nearest", default: 40, in: 0...10_000,
      "Samples on the sheet that shows each beside its nearest training image, the likeliest copies first; of a model that "
        + "translates, images beside their inputs and targets. 0 for no sheet."
    )
  }

  public var accepts: Set<ArtifactKind> { [.model] }

  public func outputNames(id: String) -> [String] { [id] }
  public func isFolder(_ output: String, id: String) -> Bool { true }
  public func mayWrite(_ file: String, id: String) -> Bool { EvaluationRun.files(id: id).contains(file) }

  /// The table says nothing of itself: it is taken for the one of the report beside it.
  public func recognizes(_ file: String, in folder: RunFolder, id: String) -> Bool {
    let names = EvaluationRun.files(id: id)
    guard names.prefix(2).contains(file), let bytes = try? folder.contents(of: names[1], limit: 1 << 26) else {
      return false
    }
    return (try? JSONDecoder().decode(EvaluationReport.self, from: Data(bytes))) != nil
  }

  public func dependencies(_ inputs: StageInputs) throws -> [String: SettingValue] {
    let model = try inputs.trainedModel().checkpoint().definition
    var values = try EvaluationImages.fingerprint(inputs, model)
    values["features"] = try features.fingerprint(for: model.imageShape)
    let ids = metrics.ids(translations: model.translation != nil)
    values["metrics"] = SettingValue(ids.map { SettingValue($0) })
    return values
  }

  public func run(_ context: StageContext) throws -> StageResult {
    try EvaluationRun(self, context).run()
  }
}
