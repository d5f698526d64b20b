import ArtFiles
public import ArtGAN
import ArtNN
public import ArtSettings
import ArtTensor

/// Chooses points around one: what an image could be if it were a little different.
public struct NeighboursStage: PipelineStage {
  public static let kind = "neighbours"
  public static let summary = "Samples images around one: variations, at a distance"
  public static let output = ArtifactKind.samples
  public static let isCached = false

  let choice: LatentChoice
  /// Which of the chosen points is in the middle, from 1.
  let sample: Int
  let count: Int
  let distance: Double
  let size: Size2D?

  public init(_ settings: SettingsReader) {
    choice = LatentChoice(settings)
    sample = settings.integer(
      "sample", default: 1, in: 1...1_000_000,
      "The image in the middle, by its number on a sheet of 'sample' with the same seed, or among 'points'.")
    count = settings.integer(
      "count", default: 25, in: 2...10_000,
      "The number of images, the one in the middle included; odd squares put it into the middle of a sheet.")
    distance = settings.number(
      "distance", default: 0.3, in: 0...1,
      "How far the others are from it: 0 for the image itself, 1 for as far as random images are from each other.")
    size = settings.render()
    if let listed = choice.listed, sample > listed.count {
      settings.problem(
        at: "sample", .outOfRange,
        "'\(listed.key)' gives \(Counted.text(listed.count, "point")), so there is no "
          + "\(sample)")
    }
  }

  public var accepts: Set<ArtifactKind> { [.model] }

  public func imageCount(classes: Int?) -> Int? { count }

  public func problem(with model: ModelDefinition) -> (key: String, message: String)? {
    model.problem(rendering: size) ?? choice.problem(with: model)
  }

  public func run(_ context: StageContext) throws -> StageResult {
    let model = try context.inputs.trainedModel()
    let definition = try model.checkpoint().definition
    let label = try choice.labels(in: definition)?.first
    let middle = try choice.chosen(in: model, context)(sample - 1, label)
    let key = SeedPurpose.neighbours.key(of: choice.seed ?? context.seed)
    let (space, centre, distance) = (definition.latent, count / 2, distance)
    let track = GeneratorImages.Track(count: count) { number in
      guard number != centre else { return definition.truncated(middle.point, to: middle.truncation) }
      // Those of a smaller sheet are on a larger one too: numbered from the middle.
      let place = number < centre ? 2 * (centre - number) - 1 : 2 * (number - centre)
      let there = space.neighbour(
        of: Array(middle.point.prefix(space.size)), at: distance, key: key.folded(UInt64(place)))
      return definition.truncated(there + middle.point.dropFirst(space.size), to: middle.truncation)
    }
    let stream = ImageStream(
      GeneratorImages(model: model, tracks: [track], size: size), framesPerSecond: nil,
      fingerprint: [
        "model": SettingValue(model.hash.hex), "neighbours": SettingValue(count), "sample": SettingValue(sample),
        "distance": SettingValue(distance), "points": choice.fingerprint(documentSeed: context.seed),
      ])
    return StageResult(.images(stream))
  }
}
