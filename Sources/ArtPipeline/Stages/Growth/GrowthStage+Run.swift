import ArtGAN
import ArtMedia
import ArtNN
import ArtSettings

extension GrowthStage {
  public func run(_ context: StageContext) throws -> StageResult {
    let model = try context.inputs.trainedModel()
    let definition = try model.checkpoint().definition
    var kept = try KeptCheckpoints(of: model.file).whole(context)
    if let checkpoints { kept = try kept.spread(checkpoints) }
    if let problem = problem(showing: kept.moments.count) { throw PipelineError(.data, problem.message) }
    let images = GrowthImages(
      kept: kept, time: time(of: kept.moments.count), subject: try subject(model, definition, context))
    let (first, last) = (kept.moments[0].step, kept.moments[kept.moments.count - 1].step)
    context.observer(
      .note(
        "\(Counted.text(kept.moments.count, "checkpoint")), from step \(Counted.text(first)) to \(Counted.text(last))"))
    var fingerprint = try fingerprint(definition, context)
    fingerprint["growth"] = try kept.fingerprint
    let label: (@Sendable (Int) -> FrameLabel)? = isLabelled ? { @Sendable in images.label(of: $0) } : nil
    return StageResult(
      .images(ImageStream(images, framesPerSecond: framesPerSecond, label: label, fingerprint: fingerprint)))
  }

  /// What the images follow from, beside the checkpoints.
  private func fingerprint(_ definition: ModelDefinition, _ context: StageContext) throws -> SettingValue {
    var value: SettingValue = [
      "blend": SettingValue(blend), "frames": SettingValue(frames), "fps": SettingValue(framesPerSecond),
      "size": size.map { [SettingValue($0.height), SettingValue($0.width)] } ?? [],
    ]
    if isLabelled { value["label"] = true }
    switch definition.kind {
    case .noise:
      value["points"] = choice.fingerprint(documentSeed: context.seed)
      value["walks"] = SettingValue(walks)
      value["keyframes"] = SettingValue(keyframes)
      value["path"] = SettingValue(mode.rawValue)
    case .image:
      value["inputs"] = try inputs.fingerprint(most: walks, definition, context)
    }
    return value
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

  private func subject(
    _ model: ModelArtifact, _ definition: ModelDefinition, _ context: StageContext
  ) throws -> any GrowthSubject {
    switch definition.kind {
    case .noise:
      GrowthPoints(
        tracks: try tracks(model, definition, context), shape: definition.imageShape, size: size)
    case .image: GrowthInputs(inputs, most: walks, size: size, definition, context)
    }
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
