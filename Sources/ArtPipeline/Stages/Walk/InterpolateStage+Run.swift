import ArtFiles
import ArtGAN
import ArtSettings

extension InterpolateStage {
  public func run(_ context: StageContext) throws -> StageResult { try walks(context).run(context) }

  public func restore(_ files: [String], _ context: StageContext) throws -> Artifact {
    try walks(context).restore(context)
  }

  /// What the stage's settings come to with what it is given.
  private func walks(_ context: StageContext) throws -> KeyframeWalks {
    let (model, source, point) = try keyframes(context)
    let definition = try model.checkpoint().definition
    let drive = try sound.map { try SoundDrive($0, framesPerSecond: framesPerSecond, context) }
    let cut = isCutToBeats ? drive?.cut(frames: frames, isClosed: isLoop) : nil
    let perClass = passesEachClass ? max(2, try choice.labels(in: definition)?.count ?? 0) : nil
    let keyframesPerWalk = cut?.keyframes ?? perClass ?? keyframesPerWalk
    let pieces = isLoop ? keyframesPerWalk : keyframesPerWalk - 1
    let paths = (0..<walks).map { [mode, isLoop] walk in
      Lazy {
        try ModelPath(
          definition, keyframes: (0..<keyframesPerWalk).map { point(walk * keyframesPerWalk + $0) }, modes: [mode],
          isClosed: isLoop)
      }
    }
    let scenes = keyframesInWholeFrames(keyframesPerWalk, pieces: pieces)
    let distance = pace.distance(in: definition)
    let byTrack: (any TimeMap)? = cut?.time ?? drive?.time(pieces: pieces, frames: frames, isClosed: isLoop)
    let byClock = EvenTime(frames: frames, pieces: pieces, easing: easing, isClosed: isLoop)
    return try KeyframeWalks(
      PacedWalks(
        model: model, distance: distance, paths: paths, pieces: pieces, time: scenes,
        isFixed: scenes.scenes.map { _ in false },
        framesPerSecond: framesPerSecond),
      time: pace.isConstant ? nil : byTrack ?? byClock,
      drive: drive, size: size, fingerprint: fingerprint(source, keyframesPerWalk, distance))
  }

  /// Keyframes in whole frames, as evenly as these allow, to be measured for a constant pace.
  private func keyframesInWholeFrames(_ keyframes: Int, pieces: Int) -> SceneTime {
    let steps = isLoop ? frames : frames - 1
    let scenes = (0..<keyframes).map { number in
      let isEnd = number == pieces
      return SceneTime.Scene(hold: 0, transition: isEnd ? 0 : (number + 1) * steps / pieces - number * steps / pieces)
    }
    return SceneTime(scenes, isClosed: isLoop)
  }

  /// Where keyframes come from: the model, what names them, and the point of a number.
  private func keyframes(
    _ context: StageContext
  ) throws -> (ModelArtifact, source: SettingValue, point: @Sendable (Int) -> [Float]) {
    if let samples = try context.inputs.samplesToWalkThrough() {
      if let problem = problem(takingImages: samples.track.count) { throw PipelineError(.data, problem.message) }
      let (sampleNumbers, track) = (sampleNumbers, samples.track)
      return (
        samples.model, samples.fingerprint,
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

  private func fingerprint(_ source: SettingValue, _ keyframesPerWalk: Int, _ distance: VisualDistance) -> SettingValue
  {
    var value: SettingValue = [
      "points": source, "keyframes": SettingValue(keyframesPerWalk), "walks": SettingValue(walks),
      "sampleNumbers": SettingValue((sampleNumbers ?? []).map { SettingValue($0) }),
      "path": SettingValue(mode.rawValue), "easing": SettingValue(easing.rawValue), "loop": SettingValue(isLoop),
      "frames": SettingValue(frames), "fps": SettingValue(framesPerSecond),
    ]
    if pace.isConstant { value["pace"] = SettingValue(distance.rawValue) }
    return value
  }
}
