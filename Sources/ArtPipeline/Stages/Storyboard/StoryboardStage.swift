import ArtFiles
public import ArtGAN
import ArtNN
public import ArtSettings

/// Tells a story of scenes: each is held, and a transition leads to the next.
public struct StoryboardStage: PipelineStage {
  public static let kind = "storyboard"
  public static let summary = "Leads from scene to scene: samples, seeds, classes or kept points, each held for a while"
  public static let output = ArtifactKind.walk
  public static let isCached = false

  /// nil for the first six samples.
  let scenes: [Scene]?
  /// The file that scenes take points from.
  let points: (path: String, file: PointsFile)?
  /// nil for the document's.
  let seed: UInt64?
  let truncation: Double?
  /// What holds for scenes that say nothing.
  let usual: SceneTiming
  let tempo: Double
  let isLoop: Bool
  let seconds: Double?
  let framesPerSecond: Double
  let pace: PaceSettings
  /// The track that the walk is cut to; nil for none.
  let sound: SoundSettings?
  /// The images' size; nil for the model's own.
  let size: Size2D?

  static let usualScenes = 6

  public init(_ settings: SettingsReader) {
    points = Self.readPoints(settings)
    scenes = Scene.list(settings, hasPoints: settings.has("points"))
    seed = settings.optionalSeed("seed", "The seed of samples, where a scene has none; the document's by default.")
    truncation = LatentChoice.truncation(settings)
    let tempo = settings.optionalNumber("bpm", in: 1...1000, "The tempo in beats a minute, for lengths in beats.")
    var usual = SceneTiming(settings)
    usual.hold = usual.hold ?? (tempo == nil ? .seconds(1) : .beats(2))
    usual.transition = usual.transition ?? (tempo == nil ? .seconds(2) : .beats(2))
    usual.easing = usual.easing ?? .easeInOut
    pace = PaceSettings(settings)
    if pace.isConstant { usual.easing = .linear }
    self.usual = usual
    self.tempo = tempo ?? 120
    isLoop = settings.bool(
      "loop", default: true, "Returns to the first scene: the frame after the last is the first, exactly.")
    sound = settings.sound()
    let length = settings.optionalNumber(
      "seconds", in: .above(0, to: 1e6),
      "The length in all, to which holds and transitions are scaled; with 'sound', that of the track where not given.")
    // Beats say how long all is.
    let isInBeats = ([usual] + (scenes ?? []).map(\.timing)).contains(where: \.isInBeats)
    seconds = length ?? (isInBeats ? nil : sound?.seconds)
    framesPerSecond = settings.number("fps", default: 24, in: 1...240, "Frames per second.")
    size = settings.render()
    guard !settings.isDescribing, settings.log.isEmpty else { return }
    check(settings, hasTempo: tempo != nil)
  }

  private static func readPoints(_ settings: SettingsReader) -> (path: String, file: PointsFile)? {
    let path = settings.optionalPath(
      "points", "The file, NAME\(PointsFile.ending), whose points scenes name: favourites, projections, choices.")
    return path.flatMap { path in settings.pointsFile(path, at: "points").map { (path, $0) } }
  }

  private func check(_ settings: SettingsReader, hasTempo: Bool) {
    let own = (scenes ?? []).map(\.timing)
    if let timing = ([usual] + own).first(where: \.isInBeats) {
      if !hasTempo {
        let key = timing.hold?.isInBeats == true ? "holdBeats" : "transitionBeats"
        settings.problem(at: nil, .missing, "'\(key)' needs the tempo: give \"bpm\", such as 120")
      }
      if seconds != nil {
        settings.problem(at: "seconds", .conflict, "beats say how long all is; leave 'seconds' out, or give no beats")
      }
    }
    settings.check(sound, setsSpeedInPlaceOf: pace.isConstant ? ["pace"] : [])
    if pace.isConstant, let number = own.firstIndex(where: { $0.easing != nil }) {
      settings.problem(
        at: "scenes", .conflict,
        "with a constant pace the speed does not change; leave the 'easing' of scene \(number + 1) out")
    }
    for (number, scene) in (scenes ?? []).enumerated() {
      guard case .point(let name) = scene.image else { continue }
      guard let (path, file) = points else {
        settings.problem(at: "scenes", .missing, "name the file of the point '\(name)' with 'points'")
        return
      }
      guard file.point(named: name) == nil else { continue }
      let (message, suggestion) = file.lack(ofPoint: name, path: path)
      settings.problem(
        at: "scenes", .unknownName, "scene \(number + 1): \(message)", suggestion: suggestion)
    }
    do throws(SceneSchedule.Failure) {
      _ = try schedule(scenes ?? (1...Self.usualScenes).map { Scene(sample: $0) })
    } catch {
      settings.problem(
        at: error.scene == nil ? nil : "scenes", .outOfRange,
        error.scene.map { "scene \($0 + 1): \(error.message)" } ?? error.message)
    }
  }

  func schedule(_ scenes: [Scene]) throws(SceneSchedule.Failure) -> SceneSchedule {
    try SceneSchedule(
      scenes.map(\.timing), usual: usual, tempo: tempo, framesPerSecond: framesPerSecond, isClosed: isLoop,
      seconds: seconds)
  }

  public var isCached: Bool { pace.isConstant }

  public func outputNames(id: String) -> [String] { pace.isConstant ? PacedWalks.outputNames(id: id) : [] }

  public var accepts: Set<ArtifactKind> { seed == nil ? [.model, .samples] : [.model] }

  public var needsPoints: Bool { true }

  public func problem(takingFrom stage: any PipelineStage) -> (key: String, message: String)? {
    guard type(of: stage).output == .samples else { return nil }
    for (number, scene) in (scenes ?? []).enumerated() {
      guard case .sample(_, seed: nil) = scene.image, scene.className != nil || scene.truncation != nil else {
        continue
      }
      return (
        "scenes",
        "scene \(number + 1) is one of the samples before, whose class and truncation are theirs; give the scene a 'seed' "
          + "to choose others"
      )
    }
    return nil
  }

  public func problem(takingImages count: Int) -> (key: String, message: String)? {
    for case .sample(let number, seed: nil) in (scenes ?? []).map(\.image) where number > count {
      return ("scenes", "there is no sample \(number): there are only \(Counted.text(count))")
    }
    if scenes == nil, count < 2 {
      return ("scenes", "a storyboard needs at least 2 scenes, and there is only 1 sample")
    }
    return nil
  }

  public func problem(with model: ModelDefinition) -> (key: String, message: String)? {
    model.problem(rendering: size) ?? pace.problem(with: model)
      ?? scenePoints(scenes ?? []).problem(with: model) ?? sound?.problem(with: model).map { ("sound", $0) }
  }
}
