import ArtFiles
public import ArtGAN
import ArtMedia
import ArtNN
public import ArtSettings

/// Shows how a model learns: the same points, or a walk over them, drawn by each checkpoint that its training has kept. Of a
/// model that translates images, the same inputs.
public struct GrowthStage: PipelineStage {
  public static let kind = "growth"
  public static let summary =
    "Shows how a model learns: the same points or inputs, drawn by one checkpoint after the other"
  public static let output = ArtifactKind.walk
  public static let isCached = false
  public static let givesPoints = false
  public static let modelKinds = Set(ModelKind.allCases)

  let inputs: GrowthInputSettings
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
    inputs = GrowthInputSettings(settings)
    choice = LatentChoice(settings)
    let walks = settings.optionalInteger(
      "walks", in: 1...GrowthInputSettings.most,
      "Images side by side, each of a point or an input of its own; 16 where not given, or those that are listed.")
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
    if let own = inputs.own {
      if walks != nil {
        settings.problem(at: "walks", .conflict, "'input' sets the number of images; leave 'walks' out")
      }
      self.walks = own.files.count
    } else if let listed = choice.listed {
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
  func problem(showing count: Int) -> (key: String, message: String)? {
    guard count > frames else { return nil }
    return (
      "seconds",
      "the training keeps \(Counted.text(count)) checkpoints, more than the \(Counted.text(frames)) frames show; give more "
        + "'seconds', or \"checkpoints\": \(frames)"
    )
  }

  public func problem(with model: ModelDefinition) -> (key: String, message: String)? {
    if let problem = inputs.problem(with: model.kind, size: size) { return problem }
    return model.kind == .image ? nil : model.problem(rendering: size) ?? choice.problem(with: model)
  }

  public func usesImages(with model: ModelDefinition) -> Bool { model.kind == .image && inputs.own == nil }

  public func takesImages(from folder: String) -> Bool { inputs.own?.lie(in: folder) ?? false }
}
