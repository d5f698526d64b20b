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
    settings.check(sound, setsSpeedInPlaceOf: ["easing", "pace"])
    let seconds = settings.number(
      "seconds", default: 10, in: .above(0), "The length in seconds; with 'sound', that of the track where not given.")
    let frames = settings.optionalInteger("frames", in: 2...10_000_000, "The length in frames, instead of 'seconds'.")
    let rate = framesPerSecond
    self.frames =
      if let sound, !settings.has("seconds"), frames == nil {
        settings.frames(of: sound, perSecond: rate)
      } else {
        frames ?? settings.frames(seconds: seconds, perSecond: rate)
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

  public var needsPoints: Bool { true }

  public func problem(with model: ModelDefinition) -> (key: String, message: String)? {
    model.problem(rendering: size) ?? pace.problem(with: model) ?? choice.problem(with: model)
      ?? sound?.problem(with: model).map { ("sound", $0) }
  }

  public func problem(takingImages count: Int) -> (key: String, message: String)? {
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
}
