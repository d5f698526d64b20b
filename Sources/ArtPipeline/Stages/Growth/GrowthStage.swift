import ArtFiles
public import ArtGAN
import ArtMedia
import ArtNN
public import ArtSettings

/// Shows how a model learns: the same points, or a walk over them, drawn by each checkpoint that its training has kept.
public struct GrowthStage: PipelineStage {
  public static let kind = "growth"
  public static let summary = "Shows how a model learns: the same points drawn by one checkpoint after the other"
  public static let output = ArtifactKind.walk
  public static let isCached = false
  public static let givesPoints = false

  let choice: LatentChoice
  /// Images side by side.
  let walks: Int
  /// Points that each passes.
  let keyframes: Int
  let mode: LatentWalk.Mode
  /// The most checkpoints that are shown; nil for all.
  let checkpoints: Int?
  let blend: Double
  let frames: Int
  let framesPerSecond: Double
  /// Whether a video tells the step of each frame.
  let isLabelled: Bool
  let size: Size2D?

  public init(_ settings: SettingsReader) {
    choice = LatentChoice(settings)
    let walks = settings.optionalInteger(
      "walks", in: 1...256,
      "Images side by side, each of a point of its own; 16 where not given, or those that are listed.")
    keyframes = settings.integer(
      "keyframes", default: 1, in: 1...10_000,
      "Points that each image passes while the model learns; with 1 it stays at its point.")
    mode = settings.choice(
      "path", default: LatentWalk.Mode.spline, "The path from point to point, as for 'interpolate'.")
    checkpoints = settings.optionalInteger(
      "checkpoints", in: 2...100_000, "How many of the kept checkpoints to show, evenly spread; all where not given.")
    blend = settings.number(
      "blend", default: 0.5, in: 0...1,
      "The share of the time between two checkpoints in which one's weights go over into the other's; 0 for none.")
    let seconds = settings.number("seconds", default: 10, in: .above(0, to: 1e6), "The length in seconds.")
    framesPerSecond = settings.number("fps", default: 24, in: 1...240, "Frames per second.")
    isLabelled = settings.bool(
      "label", default: false, "Writes the number of steps into a corner of each frame of a video: 12,000 steps.")
    size = settings.render()
    if let listed = choice.listed {
      if walks != nil {
        settings.problem(at: "walks", .conflict, "'\(listed.key)' sets the number of images; leave 'walks' out")
      }
      if listed.count < keyframes || listed.count % keyframes != 0 {
        settings.problem(
          at: listed.key, .outOfRange,
          "expected \(Counted.text(keyframes)) for each image, found \(Counted.text(listed.count))")
      }
      self.walks = max(1, listed.count / max(keyframes, 1))
    } else {
      self.walks = walks ?? 16
    }
    frames = settings.frames(seconds: seconds, perSecond: framesPerSecond)
  }

  public var accepts: Set<ArtifactKind> { [.model] }

  public var asksOfInput: [String: SettingValue] { ["checkpoint": ["keep": "all"]] }

  public func problem(takingFrom stage: any PipelineStage) -> (key: String, message: String)? {
    if let load = stage as? LoadStage, FileInfo(load.file)?.kind == .file {
      do {
        let kept = try KeptCheckpoints(of: load.file).moments.count
        return problem(showing: min(kept, checkpoints ?? kept))
      } catch {
        return ("from", PipelineError(wrapping: error).message)
      }
    }
    guard let training = stage as? TrainStage else { return nil }
    // Of a training whose lengths are not both given in steps, its end tells.
    let all = training.mostCheckpoints
    guard let kept = training.checkpoint.kept.map({ min($0, all ?? $0) }) ?? all else { return nil }
    guard kept < 2 else { return problem(showing: min(kept, checkpoints ?? kept)) }
    let way =
      training.checkpoint.kept == 1
      ? "give its 'checkpoint' \"keep\": \"all\""
      : "a checkpoint is due only at its end: give its 'checkpoint' \"every\": {\"steps\": …} with fewer steps"
    return ("from", "growth leads from checkpoint to checkpoint, and the training keeps one alone; \(way)")
  }

  /// Why the frames cannot show so many checkpoints, with the setting to blame; nil where they can.
  private func problem(showing count: Int) -> (key: String, message: String)? {
    guard count > frames else { return nil }
    return (
      "seconds",
      "the training keeps \(Counted.text(count)) checkpoints, more than the \(Counted.text(frames)) frames show; give more "
        + "'seconds', or \"checkpoints\": \(frames)"
    )
  }

  public func problem(with model: ModelDefinition) -> (key: String, message: String)? {
    model.problem(rendering: size) ?? choice.problem(with: model)
  }

  public func run(_ context: StageContext) throws -> StageResult {
    let model = try context.inputs.trainedModel()
    let definition = try model.checkpoint().definition
    var kept = try KeptCheckpoints(of: model.file).whole(context)
    if let checkpoints { kept = try kept.spread(checkpoints) }
    if let problem = problem(showing: kept.moments.count) { throw PipelineError(.data, problem.message) }
    let images = GrowthImages(
      kept: kept, time: time(of: kept.moments.count), tracks: try tracks(model, definition, context),
      shape: definition.imageShape, size: size)
    let (first, last) = (kept.moments[0].step, kept.moments[kept.moments.count - 1].step)
    context.observer(
      .note(
        "\(Counted.text(kept.moments.count, "checkpoint")), from step \(Counted.text(first)) to \(Counted.text(last))"))
    var fingerprint: SettingValue = [
      "growth": try kept.fingerprint, "points": choice.fingerprint(documentSeed: context.seed),
      "walks": SettingValue(walks), "keyframes": SettingValue(keyframes), "path": SettingValue(mode.rawValue),
      "blend": SettingValue(blend), "frames": SettingValue(frames), "fps": SettingValue(framesPerSecond),
      "size": size.map { [SettingValue($0.height), SettingValue($0.width)] } ?? [],
    ]
    if isLabelled { fingerprint["label"] = true }
    let label: (@Sendable (Int) -> FrameLabel)? = isLabelled ? { @Sendable in images.label(of: $0) } : nil
    return StageResult(
      .images(ImageStream(images, framesPerSecond: framesPerSecond, label: label, fingerprint: fingerprint)))
  }

  /// Each checkpoint has the same time; of the last part of it, the weights of the next come in.
  private func time(of checkpoints: Int) -> SceneTime {
    let scenes = (0..<checkpoints).map { number -> SceneTime.Scene in
      let own = (number + 1) * frames / checkpoints - number * frames / checkpoints
      let blended = number == checkpoints - 1 ? 0 : min(Int((Double(own) * blend).rounded()), own)
      return SceneTime.Scene(hold: own - blended, transition: blended, easing: .linear)
    }
    return SceneTime(scenes, isClosed: false)
  }

  private func tracks(
    _ model: ModelArtifact, _ definition: ModelDefinition, _ context: StageContext
  ) throws -> [GeneratorImages.Track] {
    let labels = try choice.labels(in: definition)
    let points = try choice.points(in: model, context)
    let (keyframes, mode, frames) = (keyframes, mode, frames)
    @Sendable func point(_ number: Int) -> [Float] { points(number, labels.map { $0[number % $0.count] }) }
    return (0..<walks).map { walk in
      GeneratorImages.Track(
        count: frames,
        making: {
          guard keyframes > 1 else {
            let only = point(walk)
            return { _ in only }
          }
          let path = try ModelWalk(
            definition, keyframes: (0..<keyframes).map { point(walk * keyframes + $0) }, mode: mode, frames: frames)
          return { path[$0] }
        })
    }
  }
}
