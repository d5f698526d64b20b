import ArtFiles
public import ArtGAN
import ArtNN
public import ArtSettings

/// Walks through latent space from keyframe to keyframe; the frames are made where they are needed.
public struct InterpolateStage: PipelineStage {
  public static let kind = "interpolate"
  public static let summary = "Walks through a model's latent space from keyframe to keyframe"
  public static let output = ArtifactKind.walk
  public static let isCached = false

  let choice: LatentChoice
  /// The samples that are keyframes, from 1; nil for the first ones, or points of the stage's own.
  let sampleNumbers: [Int]?
  let keyframesPerWalk: Int
  /// Whether each walk passes as many keyframes as there are classes asked for.
  let passesEachClass: Bool
  let walks: Int
  let frames: Int
  let framesPerSecond: Double
  let mode: LatentWalk.Mode
  let easing: Easing
  let isLoop: Bool
  /// The images' size; nil for the model's own.
  let size: Size2D?

  public init(_ settings: SettingsReader) {
    let keyframes = settings.integer(
      "keyframes", default: 6, in: 2...10_000,
      "The number of keyframes of each walk; one for each class where 'class' names several.")
    choice = LatentChoice(settings)
    sampleNumbers = settings.integers(
      "sampleNumbers", in: 1..., "The samples to use as keyframes, by their numbers on a sheet, from 1.")
    walks = settings.integer(
      "walks", default: 1, in: 1...256, "The number of walks side by side, each with its own keyframes.")
    mode = settings.choice(
      "path", default: LatentWalk.Mode.spline,
      "Straight lines, arcs around the origin, or one smooth curve through all keyframes.")
    easing = settings.choice("easing", default: Easing.linear, "How the speed changes between keyframes.")
    isLoop = settings.bool("loop", default: true, "Returns to the first keyframe, so that the video has no end.")
    size = settings.render()
    framesPerSecond = settings.number("fps", default: 24, in: 1...240, "Frames per second.")
    let seconds = settings.number("seconds", default: 10, in: .above(0), "The length in seconds.")
    let frames = settings.optionalInteger("frames", in: 2...10_000_000, "The length in frames, instead of 'seconds'.")
    self.frames = frames ?? Self.frames(seconds: seconds, perSecond: framesPerSecond, settings)
    if settings.has("seconds"), settings.has("frames") {
      settings.problem(at: "frames", .conflict, "give either 'seconds' or 'frames'")
    }
    let several = choice.classes.map { $0.count > 1 || $0 == ["all"] } ?? false
    passesEachClass = several && !settings.has("keyframes") && sampleNumbers == nil && choice.seeds == nil
    keyframesPerWalk = Self.countKeyframes(
      settings, default: keyframes, listed: sampleNumbers?.count ?? choice.seeds?.count, walks: walks)
  }

  /// The frames of a length in seconds.
  private static func frames(seconds: Double, perSecond: Double, _ settings: SettingsReader) -> Int {
    let count = (seconds * perSecond).rounded()
    guard (2...1e7).contains(count) else {
      settings.problem(
        at: "seconds", .outOfRange,
        "at \(Counted.text(perSecond)) frames a second, \(Counted.text(seconds, "second")) are "
          + "\(Counted.text(count, "frame")); expected from 2 to \(Counted.text(10_000_000))")
      return 2
    }
    return Int(count)
  }

  /// The keyframes of one walk: where they are listed, the walks share the list evenly.
  private static func countKeyframes(
    _ settings: SettingsReader, default keyframes: Int, listed: Int?, walks: Int
  ) -> Int {
    guard let listed else { return keyframes }
    let key = settings.has("sampleNumbers") ? "sampleNumbers" : "seeds"
    for other in ["seed", "seeds", "class"] where settings.has("sampleNumbers") && settings.has(other) {
      settings.problem(at: other, .conflict, "give either 'sampleNumbers' or '\(other)'")
    }
    if settings.has("keyframes") {
      settings.problem(at: "keyframes", .conflict, "'\(key)' sets the number of keyframes; leave 'keyframes' out")
    }
    guard listed % walks == 0, listed / walks >= 2 else {
      let needed = walks == 1 ? "at least 2" : "the same number, at least 2, for each of the \(walks) walks"
      settings.problem(at: key, .outOfRange, "expected \(needed), found \(listed)")
      return keyframes
    }
    return listed / walks
  }

  public var accepts: Set<ArtifactKind> {
    if sampleNumbers != nil { return [.samples] }
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
    if let number = sampleNumbers?.first(where: { $0 > count }) {
      return ("sampleNumbers", "there is no sample \(number): there are only \(Counted.text(count))")
    }
    if sampleNumbers == nil, keyframesPerWalk * walks > count {
      return (
        "keyframes",
        "\(Counted.text(keyframesPerWalk * walks)) keyframes are needed, but there are only "
          + Counted.text(count, "sample")
      )
    }
    return nil
  }

  public func run(_ context: StageContext) throws -> StageResult {
    let (model, source, point) = try keyframes(context)
    let definition = try model.checkpoint().definition
    let keyframesPerWalk =
      passesEachClass ? max(2, try choice.labels(in: definition)?.count ?? 0) : keyframesPerWalk
    let tracks = try (0..<walks).map { walk in
      let keyframes = (0..<keyframesPerWalk).map { point(walk * keyframesPerWalk + $0) }
      let path = try ModelWalk(
        definition, keyframes: keyframes, mode: mode, easing: easing, isClosed: isLoop, frames: frames)
      return ImageStream.Track(count: frames) { path[$0] }
    }
    let stream = ImageStream(
      model: model, tracks: tracks, framesPerSecond: framesPerSecond, size: size,
      fingerprint: [
        "points": source, "keyframes": SettingValue(keyframesPerWalk), "walks": SettingValue(walks),
        "sampleNumbers": SettingValue((sampleNumbers ?? []).map { SettingValue($0) }),
        "path": SettingValue(mode.rawValue),
        "easing": SettingValue(easing.rawValue), "loop": SettingValue(isLoop), "frames": SettingValue(frames),
        "fps": SettingValue(framesPerSecond),
      ])
    return StageResult(.images(stream))
  }

  /// Where keyframes come from: the model, what names them, and the point of a number.
  private func keyframes(
    _ context: StageContext
  ) throws -> (ModelArtifact, source: SettingValue, point: (Int) -> [Float]) {
    if case .images(let samples) = context.inputs.artifact, let track = samples.tracks.first {
      if let problem = problem(takingFrom: track.count) { throw PipelineError(.data, problem.message) }
      let sampleNumbers = sampleNumbers
      return (
        samples.model, samples.fingerprint, { number in track.point(sampleNumbers.map { $0[number] - 1 } ?? number) }
      )
    }
    let model = try context.inputs.trainedModel()
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
