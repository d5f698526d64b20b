import ArtFiles
import ArtGAN
import ArtSettings

extension StoryboardStage {
  public func run(_ context: StageContext) throws -> StageResult {
    let story = try story(context)
    guard pace.isConstant else { return StageResult(.images(story.stream([story.time], self))) }
    let (times, files) = try story.paced(self).run(context)
    return StageResult(.images(story.stream(times, self)), files: files)
  }

  public func restore(_ files: [String], _ context: StageContext) throws -> Artifact {
    let story = try story(context)
    return .images(story.stream(try story.paced(self).restore(context), self))
  }

  /// What the stage's settings come to with what it is given.
  private func story(_ context: StageContext) throws -> Story {
    var samples = ScenePoints.Samples(seed: seed ?? context.seed)
    let model: ModelArtifact
    if case .images(let stream) = context.inputs.artifact {
      guard let given = stream.points, let track = given.tracks.first else {
        throw PipelineError(
          .data, "the images of the stage before are not those of single points, so nothing leads between them")
      }
      if let problem = problem(takingFrom: track.count) { throw PipelineError(.data, problem.message) }
      samples.given = track
      model = given.model
    } else {
      model = try context.inputs.trainedModel()
    }
    let count = min(samples.given?.count ?? Self.usualScenes, Self.usualScenes)
    let scenes = scenes ?? (1...count).map { Scene(sample: $0) }
    let checkpoint = try model.checkpoint()
    if let (path, file) = points, let warning = try file.warning(for: checkpoint) {
      context.observer(.warning("\(path): \(warning)"))
    }
    let keyframes = try scenePoints(scenes).points(in: checkpoint.definition, samples: samples)
    let schedule: SceneSchedule
    do throws(SceneSchedule.Failure) {
      schedule = try self.schedule(scenes)
    } catch {
      throw PipelineError(.data, error.message)
    }
    let drive = try sound.map { try SoundDrive($0, framesPerSecond: framesPerSecond, context) }
    return Story(
      model: model, drive: drive, moves: drive?.moves(in: checkpoint.definition),
      distance: pace.distance(in: checkpoint.definition), keyframes: keyframes, schedule: schedule,
      path: try ModelPath(checkpoint.definition, keyframes: keyframes, modes: schedule.modes, isClosed: isLoop))
  }

  func scenePoints(_ scenes: [Scene]) -> ScenePoints {
    ScenePoints(scenes: scenes, points: points, truncation: truncation)
  }
}

/// A storyboard whose scenes are known points.
private struct Story {
  let model: ModelArtifact
  let drive: SoundDrive?
  let moves: SoundMoves?
  let distance: VisualDistance
  let keyframes: [[Float]]
  let schedule: SceneSchedule
  let path: ModelPath

  /// The time without a constant pace.
  var time: any TimeMap {
    guard let drive else { return schedule.time }
    return drive.time(spans: drive.spans(of: schedule.time), frames: schedule.time.count)
  }

  func paced(_ stage: StoryboardStage) -> PacedWalks {
    PacedWalks(
      model: model, distance: distance, paths: [path], time: schedule.time, isFixed: schedule.isFixed,
      framesPerSecond: stage.framesPerSecond)
  }

  func stream(_ times: [any TimeMap], _ stage: StoryboardStage) -> ImageStream {
    let tracks = times.map { time in
      let (walk, moves) = (ModelWalk(path, time: time), moves)
      return GeneratorImages.Track(count: walk.count) { moves?.moved(walk[$0], frame: $0) ?? walk[$0] }
    }
    return ImageStream(
      GeneratorImages(model: model, tracks: tracks, size: stage.size), framesPerSecond: stage.framesPerSecond,
      sound: drive?.streamSound, fingerprint: fingerprint(stage))
  }

  private func fingerprint(_ stage: StoryboardStage) -> SettingValue {
    var hasher = SHA256()
    for number in keyframes.joined() {
      withUnsafeBytes(of: number.bitPattern.littleEndian) { hasher.update(Array($0)) }
    }
    let scenes = schedule.time.scenes.map { scene -> SettingValue in
      [SettingValue(scene.hold), SettingValue(scene.transition), SettingValue(scene.easing.rawValue)]
    }
    var value: SettingValue = [
      "model": SettingValue(model.hash.hex), "points": SettingValue(hasher.finish().hex),
      "scenes": SettingValue(scenes), "path": SettingValue(schedule.modes.map { SettingValue($0.rawValue) }),
      "fixed": SettingValue(schedule.isFixed.map { SettingValue($0) }), "loop": SettingValue(stage.isLoop),
      "pace": SettingValue(stage.pace.isConstant ? distance.rawValue : ""), "fps": SettingValue(stage.framesPerSecond),
    ]
    if let drive { value["sound"] = drive.fingerprint }
    return value
  }
}
