import ArtFiles
import ArtGAN
import ArtSettings

extension StoryboardStage {
  public func run(_ context: StageContext) throws -> StageResult { try walk(context).run(context) }

  public func restore(_ files: [String], _ context: StageContext) throws -> Artifact {
    try walk(context).restore(context)
  }

  /// What the stage's settings come to with what it is given.
  private func walk(_ context: StageContext) throws -> KeyframeWalks {
    let given = try context.inputs.samplesToWalkThrough()
    if let count = given?.track.count, let problem = problem(takingImages: count) {
      throw PipelineError(.data, problem.message)
    }
    let model = try given?.model ?? context.inputs.trainedModel()
    let scenes =
      scenes ?? (1...min(given?.track.count ?? Self.usualScenes, Self.usualScenes)).map { Scene(sample: $0) }
    let checkpoint = try model.checkpoint()
    let definition = checkpoint.definition
    if let (path, file) = points, let warning = try file.warning(for: checkpoint) {
      context.warn(warning, about: path)
    }
    let keyframes = try scenePoints(scenes).points(
      in: definition, samples: ScenePoints.Samples(given: given?.track, seed: seed ?? context.seed))
    let schedule: SceneSchedule
    do throws(SceneSchedule.Failure) {
      schedule = try self.schedule(scenes)
    } catch {
      throw PipelineError(.data, error.message)
    }
    let drive = try sound.map { try SoundDrive($0, framesPerSecond: framesPerSecond, context) }
    let distance = pace.distance(in: definition)
    let path = try ModelPath(definition, keyframes: keyframes, modes: schedule.modes, isClosed: isLoop)
    let byTrack: (any TimeMap)? = drive.map { $0.time(spans: $0.spans(of: schedule.time), frames: schedule.time.count) }
    return try KeyframeWalks(
      PacedWalks(
        model: model, distance: distance, paths: [Lazy { path }], pieces: path.pieces, time: schedule.time,
        isFixed: schedule.isFixed,
        framesPerSecond: framesPerSecond),
      time: pace.isConstant ? nil : byTrack ?? schedule.time, drive: drive, size: size,
      fingerprint: fingerprint(model, keyframes, schedule, distance))
  }

  func scenePoints(_ scenes: [Scene]) -> ScenePoints {
    ScenePoints(scenes: scenes, points: points, truncation: truncation)
  }

  private func fingerprint(
    _ model: ModelArtifact, _ keyframes: [[Float]], _ schedule: SceneSchedule, _ distance: VisualDistance
  ) -> SettingValue {
    var hasher = SHA256()
    for number in keyframes.joined() {
      withUnsafeBytes(of: number.bitPattern.littleEndian) { hasher.update(Array($0)) }
    }
    let scenes = schedule.time.scenes.map { scene -> SettingValue in
      [SettingValue(scene.hold), SettingValue(scene.transition), SettingValue(scene.easing.rawValue)]
    }
    return [
      "model": SettingValue(model.hash.hex), "points": SettingValue(hasher.finish().hex),
      "scenes": SettingValue(scenes), "path": SettingValue(schedule.modes.map { SettingValue($0.rawValue) }),
      "fixed": SettingValue(schedule.isFixed.map { SettingValue($0) }), "loop": SettingValue(isLoop),
      "pace": SettingValue(pace.isConstant ? distance.rawValue : ""), "fps": SettingValue(framesPerSecond),
    ]
  }
}
