import ArtGAN
public import ArtSettings

/// Chooses latent points; the pictures of them are made where they are needed.
public struct SampleStage: PipelineStage {
  public static let kind = "sample"
  public static let summary = "Draws pictures from a model"
  public static let output = ArtifactKind.samples
  public static let isCached = false

  let count: Int
  let choice: LatentChoice

  public init(_ settings: SettingsReader) {
    let count = settings.integer("count", default: 64, in: 1...1_000_000, "How many pictures to draw.")
    choice = LatentChoice(settings)
    if settings.has("seeds"), settings.has("count") {
      settings.problem(at: "count", .conflict, "'seeds' says how many pictures there are; leave 'count' out")
    }
    if choice.seeds?.isEmpty == true { settings.problem(at: "seeds", .outOfRange, "expected at least one seed") }
    self.count = choice.seeds?.count ?? count
  }

  public var accepts: Set<ArtifactKind> { [.model] }

  public func run(_ context: StageContext) throws -> StageResult {
    let model = try context.inputModel()
    let space = try model.checkpoint().definition.latent
    let (choice, seed) = (choice, context.seed)
    let track = PictureStream.Track(count: count) { choice.point($0, in: space, documentSeed: seed) }
    let stream = PictureStream(
      model: model, tracks: [track], framesPerSecond: nil,
      fingerprint: [
        "model": SettingValue(model.hash.hex), "samples": SettingValue(count),
        "points": choice.fingerprint(documentSeed: seed),
      ])
    return StageResult(.pictures(stream))
  }
}
