public import ArtGAN
import ArtNN
public import ArtSettings

/// Walks through latent space from key point to key point; the frames are made where they are needed.
public struct InterpolateStage: PipelineStage {
  public static let kind = "interpolate"
  public static let summary = "Walks from picture to picture through a model's latent space"
  public static let output = ArtifactKind.walk
  public static let isCached = false

  let choice: LatentChoice
  let tiles: [Int]?
  let keysPerWalk: Int
  /// Whether each walk passes as many key points as there are classes asked for.
  let passesEachClass: Bool
  let walks: Int
  let frames: Int
  let framesPerSecond: Double
  let mode: LatentWalk.Mode
  let easing: Easing
  let isLoop: Bool
  /// The pictures' size; nil for the model's own.
  let size: Size2D?

  public init(_ settings: SettingsReader) {
    let keys = settings.integer(
      "keys", default: 6, in: 2...10_000,
      "How many key points each walk passes; where classes are named, as many as they are unless given.")
    choice = LatentChoice(settings)
    tiles = settings.integers("tiles", in: 1..., "Key points by their numbers on the sheet of earlier samples.")
    walks = settings.integer("walks", default: 1, in: 1...256, "How many walks run side by side, each on its own way.")
    mode = settings.choice(
      "path", default: LatentWalk.Mode.spline,
      "Straight lines, arcs around the origin, or one smooth curve through all key points.")
    easing = settings.choice("easing", default: Easing.linear, "How the speed changes between key points.")
    isLoop = settings.bool("loop", default: true, "Returns to the first key point, so that the video has no end.")
    size = settings.render()
    framesPerSecond = settings.number("fps", default: 24, in: 1...240, "Frames per second.")
    let seconds = settings.number("seconds", default: 10, in: .above(0), "How long the walk takes.")
    let frames = settings.optionalInteger("frames", in: 2...10_000_000, "How many frames, instead of 'seconds'.")
    self.frames = frames ?? max(2, Int(min(seconds * framesPerSecond, 1e7).rounded()))
    if settings.has("seconds"), settings.has("frames") {
      settings.problem(at: "frames", .conflict, "give either 'seconds' or 'frames'")
    }
    let several = choice.classes.map { $0.count > 1 || $0 == ["all"] } ?? false
    passesEachClass = several && !settings.has("keys") && tiles == nil && choice.seeds == nil
    keysPerWalk = Self.countKeys(settings, default: keys, listed: tiles?.count ?? choice.seeds?.count, walks: walks)
  }

  /// The key points of one walk: where they are listed, the walks share the list evenly.
  private static func countKeys(
    _ settings: SettingsReader, default keys: Int, listed: Int?, walks: Int
  ) -> Int {
    guard let listed else { return keys }
    let key = settings.has("tiles") ? "tiles" : "seeds"
    for other in ["seed", "seeds", "class"] where settings.has("tiles") && settings.has(other) {
      settings.problem(at: other, .conflict, "give either 'tiles' or '\(other)'")
    }
    if settings.has("keys") {
      settings.problem(at: "keys", .conflict, "'\(key)' says how many key points there are; leave 'keys' out")
    }
    guard listed % walks == 0, listed / walks >= 2 else {
      let needed = walks == 1 ? "at least 2" : "the same number, at least 2, for each of the \(walks) walks"
      settings.problem(at: key, .outOfRange, "expected \(needed), found \(listed)")
      return keys
    }
    return listed / walks
  }

  public var accepts: Set<ArtifactKind> {
    if tiles != nil { return [.samples] }
    return choice.seed != nil || choice.seeds != nil || choice.classes != nil ? [.model] : [.model, .samples]
  }

  public func problem(takingFrom stage: any PipelineStage) -> (key: String, message: String)? {
    guard let samples = stage as? SampleStage, let count = samples.total else { return nil }
    return problem(takingFrom: count)
  }

  public func problem(with model: ModelDefinition) -> (key: String, message: String)? {
    model.problem(rendering: size) ?? choice.problem(with: model)
  }

  /// Why the walk cannot be made of so many samples.
  private func problem(takingFrom count: Int) -> (key: String, message: String)? {
    if let tile = tiles?.first(where: { $0 > count }) {
      return ("tiles", "there is no tile \(tile): there are only \(count) samples")
    }
    if tiles == nil, keysPerWalk * walks > count {
      return ("keys", "\(keysPerWalk * walks) key points are needed, but there are only \(count) samples")
    }
    return nil
  }

  public func run(_ context: StageContext) throws -> StageResult {
    let (model, source, point) = try keyPoints(context)
    let definition = try model.checkpoint().definition
    let keysPerWalk =
      passesEachClass ? max(2, try choice.labels(in: definition)?.count ?? 0) : keysPerWalk
    let tracks = try (0..<walks).map { walk in
      let keys = (0..<keysPerWalk).map { point(walk * keysPerWalk + $0) }
      let path = try ModelWalk(
        definition, keys: keys, mode: mode, easing: easing, isClosed: isLoop, frames: frames)
      return PictureStream.Track(count: frames) { path[$0] }
    }
    let stream = PictureStream(
      model: model, tracks: tracks, framesPerSecond: framesPerSecond, size: size,
      fingerprint: [
        "points": source, "keys": SettingValue(keysPerWalk), "walks": SettingValue(walks),
        "tiles": SettingValue((tiles ?? []).map { SettingValue($0) }), "path": SettingValue(mode.rawValue),
        "easing": SettingValue(easing.rawValue), "loop": SettingValue(isLoop), "frames": SettingValue(frames),
        "fps": SettingValue(framesPerSecond),
      ])
    return StageResult(.pictures(stream))
  }

  /// Where key points come from: the model, what names them, and the point of a number.
  private func keyPoints(
    _ context: StageContext
  ) throws -> (ModelArtifact, source: SettingValue, point: (Int) -> [Float]) {
    if case .pictures(let samples) = context.input, let track = samples.tracks.first {
      if let problem = problem(takingFrom: track.count) { throw PipelineError(.data, problem.message) }
      let tiles = tiles
      return (samples.model, samples.fingerprint, { number in track.point(tiles.map { $0[number] - 1 } ?? number) })
    }
    let model = try context.inputModel()
    let definition = try model.checkpoint().definition
    let labels = try choice.labels(in: definition)
    let (choice, seed) = (choice, context.seed)
    return (
      model, ["model": SettingValue(model.hash.hex), "choice": choice.fingerprint(documentSeed: seed)],
      { number in
        choice.point(
          number, label: labels.map { $0[number % $0.count] }, in: definition, documentSeed: seed)
      }
    )
  }
}
