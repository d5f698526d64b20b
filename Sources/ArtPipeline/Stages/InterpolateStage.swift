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
  let pace: PaceSettings
  /// The track that the walk is cut to; nil for an even one.
  let sound: SoundSettings?
  /// Whether the beats of the track decide how many keyframes there are.
  let isCutToBeats: Bool
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
    pace = PaceSettings(settings)
    isLoop = settings.bool("loop", default: true, "Returns to the first keyframe, so that the video has no end.")
    size = settings.render()
    framesPerSecond = settings.number("fps", default: 24, in: 1...240, "Frames per second.")
    sound = settings.sound()
    Self.checkSound(sound, settings)
    let seconds = settings.number(
      "seconds", default: 10, in: .above(0), "The length in seconds; with 'sound', that of the track where not given.")
    let frames = settings.optionalInteger("frames", in: 2...10_000_000, "The length in frames, instead of 'seconds'.")
    let rate = framesPerSecond
    let isAsLongAsTrack = !settings.has("seconds") && frames == nil
    self.frames =
      if isAsLongAsTrack, let sound {
        Self.frames(of: sound, perSecond: rate, settings)
      } else {
        frames ?? Self.frames(seconds: seconds, perSecond: rate, settings)
      }
    if settings.has("seconds"), settings.has("frames") {
      settings.problem(at: "frames", .conflict, "give either 'seconds' or 'frames'")
    }
    let several = choice.classes.map { $0.count > 1 || $0 == ["all"] } ?? false
    passesEachClass = several && !settings.has("keyframes") && sampleNumbers == nil && choice.listed == nil
    isCutToBeats =
      sound != nil && !passesEachClass && !settings.has("keyframes") && sampleNumbers == nil && choice.listed == nil
    keyframesPerWalk = Self.countKeyframes(
      settings, default: keyframes, listed: sampleNumbers.map { ("sampleNumbers", $0.count) } ?? choice.listed,
      walks: walks)
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
    _ settings: SettingsReader, default keyframes: Int, listed: (key: String, count: Int)?, walks: Int
  ) -> Int {
    guard let (key, listed) = listed else { return keyframes }
    for other in ["seed", "seeds", "points", "class", "move"] where settings.has("sampleNumbers") && settings.has(other)
    {
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

  public var isCached: Bool { pace.isConstant }

  public func outputNames(id: String) -> [String] { pace.isConstant ? PacedWalks.outputNames(id: id) : [] }

  public var accepts: Set<ArtifactKind> {
    if sampleNumbers != nil { return [.samples] }
    return choice.isGiven ? [.model] : [.model, .samples]
  }

  public func problem(takingFrom stage: any PipelineStage) -> (key: String, message: String)? {
    let count = (stage as? SampleStage)?.total ?? (stage as? ProjectStage)?.images.files.count
    return count.flatMap(problem(takingFrom:))
  }

  public func problem(with model: ModelDefinition) -> (key: String, message: String)? {
    model.problem(rendering: size) ?? pace.problem(with: model) ?? choice.problem(with: model)
      ?? sound?.problem(with: model).map { ("sound", $0) }
  }

  /// Why the walk cannot be made of so many samples.
  private func problem(takingFrom count: Int) -> (key: String, message: String)? {
    if let number = sampleNumbers?.first(where: { $0 > count }) {
      return ("sampleNumbers", "there is no sample \(number): there are only \(Counted.text(count))")
    }
    if isCutToBeats { return nil }
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
    let walks = try walks(context)
    guard pace.isConstant else {
      let time = walks.time(self)
      return StageResult(.images(walks.stream(walks.paths.map { _ in time }, self)))
    }
    let (times, files) = try walks.paced(self).run(context)
    return StageResult(.images(walks.stream(times, self)), files: files)
  }

  public func restore(_ files: [String], _ context: StageContext) throws -> Artifact {
    let walks = try walks(context)
    return .images(walks.stream(try walks.paced(self).restore(context), self))
  }

  /// What the stage's settings come to with what it is given.
  private func walks(_ context: StageContext) throws -> Walks {
    let (model, source, point) = try keyframes(context)
    let definition = try model.checkpoint().definition
    let drive = try sound.map { try SoundDrive($0, framesPerSecond: framesPerSecond, context) }
    let cut = isCutToBeats ? drive?.cut(frames: frames, isClosed: isLoop) : nil
    let perClass = passesEachClass ? max(2, try choice.labels(in: definition)?.count ?? 0) : nil
    let keyframesPerWalk = cut?.keyframes ?? perClass ?? keyframesPerWalk
    let paths = try (0..<walks).map { walk in
      try ModelPath(
        definition, keyframes: (0..<keyframesPerWalk).map { point(walk * keyframesPerWalk + $0) }, modes: [mode],
        isClosed: isLoop)
    }
    return Walks(
      model: model, distance: pace.distance(in: definition), source: source, keyframesPerWalk: keyframesPerWalk,
      paths: paths, drive: drive, moves: drive?.moves(in: definition), cut: cut?.time)
  }

  /// Where keyframes come from: the model, what names them, and the point of a number.
  private func keyframes(
    _ context: StageContext
  ) throws -> (ModelArtifact, source: SettingValue, point: (Int) -> [Float]) {
    if case .images(let stream) = context.inputs.artifact {
      guard let samples = stream.points, let track = samples.tracks.first else {
        throw PipelineError(
          .data, "the images of the stage before are not those of single points, so nothing leads between them")
      }
      if let problem = problem(takingFrom: track.count) { throw PipelineError(.data, problem.message) }
      let sampleNumbers = sampleNumbers
      return (
        samples.model, stream.fingerprint,
        // A track may have more scenes than there are samples: they come again.
        { number in track.point(sampleNumbers.map { $0[number] - 1 } ?? number % track.count) }
      )
    }
    let model = try context.inputs.trainedModel()
    let labels = try choice.labels(in: model.checkpoint().definition)
    let point = try choice.points(in: model, context)
    return (
      model, ["model": SettingValue(model.hash.hex), "choice": choice.fingerprint(documentSeed: context.seed)],
      { number in point(number, labels.map { $0[number % $0.count] }) }
    )
  }
}

/// Walks whose keyframes are known points.
private struct Walks {
  let model: ModelArtifact
  let distance: VisualDistance
  /// What the keyframes follow from.
  let source: SettingValue
  let keyframesPerWalk: Int
  let paths: [ModelPath]
  let drive: SoundDrive?
  let moves: SoundMoves?
  /// The time by the beats of a track; nil where they do not decide.
  let cut: SoundTime?

  /// The time of each walk without a constant pace.
  func time(_ stage: InterpolateStage) -> any TimeMap {
    let pieces = paths.first?.pieces ?? 1
    if let cut { return cut }
    if let drive { return drive.time(pieces: pieces, frames: stage.frames, isClosed: stage.isLoop) }
    return EvenTime(frames: stage.frames, pieces: pieces, easing: stage.easing, isClosed: stage.isLoop)
  }

  /// The walks with keyframes in whole frames, as evenly as these allow, to be measured.
  func paced(_ stage: InterpolateStage) -> PacedWalks {
    let pieces = paths.first?.pieces ?? 1
    let steps = stage.isLoop ? stage.frames : stage.frames - 1
    let scenes = (0..<keyframesPerWalk).map { number in
      let isEnd = number == pieces
      return SceneTime.Scene(hold: 0, transition: isEnd ? 0 : (number + 1) * steps / pieces - number * steps / pieces)
    }
    return PacedWalks(
      model: model, distance: distance, paths: paths, time: SceneTime(scenes, isClosed: stage.isLoop),
      isFixed: scenes.map { _ in false }, framesPerSecond: stage.framesPerSecond)
  }

  func stream(_ times: [any TimeMap], _ stage: InterpolateStage) -> ImageStream {
    let tracks = zip(paths, times).map { path, time in
      let (walk, moves) = (ModelWalk(path, time: time), moves)
      return GeneratorImages.Track(count: stage.frames) { moves?.moved(walk[$0], frame: $0) ?? walk[$0] }
    }
    return ImageStream(
      GeneratorImages(model: model, tracks: tracks, size: stage.size), framesPerSecond: stage.framesPerSecond,
      sound: drive?.streamSound, fingerprint: fingerprint(stage))
  }

  private func fingerprint(_ stage: InterpolateStage) -> SettingValue {
    var value: SettingValue = [
      "points": source, "keyframes": SettingValue(keyframesPerWalk), "walks": SettingValue(stage.walks),
      "sampleNumbers": SettingValue((stage.sampleNumbers ?? []).map { SettingValue($0) }),
      "path": SettingValue(stage.mode.rawValue),
      "easing": SettingValue(stage.easing.rawValue), "loop": SettingValue(stage.isLoop),
      "frames": SettingValue(stage.frames), "fps": SettingValue(stage.framesPerSecond),
    ]
    if let drive { value["sound"] = drive.fingerprint }
    if stage.pace.isConstant { value["pace"] = SettingValue(distance.rawValue) }
    return value
  }
}
