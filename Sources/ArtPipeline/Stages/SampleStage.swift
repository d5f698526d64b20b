public import ArtGAN
import ArtNN
public import ArtSettings

/// Chooses latent points; the pictures of them are made where they are needed. Where several classes are named, the same
/// points are shown for each, class by class.
public struct SampleStage: PipelineStage {
  public static let kind = "sample"
  public static let summary = "Draws pictures from a model"
  public static let output = ArtifactKind.samples
  public static let isCached = false

  let count: Int
  let choice: LatentChoice
  /// The pictures' size; nil for the model's own.
  let size: Size2D?

  public init(_ settings: SettingsReader) {
    let count = settings.integer(
      "count", default: 64, in: 1...1_000_000, "How many pictures to draw; of each class, where several are named.")
    choice = LatentChoice(settings)
    size = settings.render()
    if settings.has("seeds"), settings.has("count") {
      settings.problem(at: "count", .conflict, "'seeds' says how many pictures there are; leave 'count' out")
    }
    if choice.seeds?.isEmpty == true { settings.problem(at: "seeds", .outOfRange, "expected at least one seed") }
    self.count = choice.seeds?.count ?? count
  }

  /// How many pictures there will be; nil where that depends on the model's classes.
  var total: Int? {
    if choice.classes == ["all"] { return nil }
    return count * max(choice.classes?.count ?? 1, 1)
  }

  public var accepts: Set<ArtifactKind> { [.model] }

  public func problem(with model: ModelDefinition) -> (key: String, message: String)? {
    model.problem(rendering: size) ?? choice.problem(with: model)
  }

  public func run(_ context: StageContext) throws -> StageResult {
    let model = try context.inputModel()
    let definition = try model.checkpoint().definition
    let labels = try choice.labels(in: definition)
    let (choice, seed, each) = (choice, context.seed, count)
    let track = PictureStream.Track(count: each * (labels?.count ?? 1)) { number in
      choice.point(number % each, label: labels.map { $0[number / each] }, in: definition, documentSeed: seed)
    }
    let stream = PictureStream(
      model: model, tracks: [track], framesPerSecond: nil,
      rowLength: (labels?.count ?? 1) > 1 ? each : nil, size: size,
      fingerprint: [
        "model": SettingValue(model.hash.hex), "samples": SettingValue(count),
        "points": choice.fingerprint(documentSeed: seed),
      ])
    return StageResult(.pictures(stream))
  }
}
