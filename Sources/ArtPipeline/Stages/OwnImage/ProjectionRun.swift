import ArtFiles
import ArtGAN
import ArtMedia
import ArtNN
import ArtSettings

/// One projection: the search, the tuning, and what is written of them.
struct ProjectionRun {
  private let stage: ProjectStage
  private let context: StageContext
  private let checkpoint: Checkpoint
  private let originals: [PixelImage]
  private let targets: [ProjectionTarget]

  init(_ stage: ProjectStage, _ context: StageContext) throws {
    (self.stage, self.context) = (stage, context)
    stage.images.tellUnused(context.observer)
    checkpoint = try context.inputs.trainedModel().checkpoint()
    let definition = checkpoint.definition
    let label = try stage.className.map(definition.label(named:))
    originals = try stage.images.files.map {
      try stage.images.fitted(stage.images.decoded($0), to: definition.imageShape)
    }
    targets = originals.map {
      ProjectionTarget(
        image: definition.pixelRange.numbers(of: $0), label: label, shape: definition.imageShape)
    }
  }

  func run() throws -> StageResult {
    try context.folder.create()
    let files = ProjectionFiles(stage, id: context.id)
    var (found, progress) = try ImageSearches(context: context, settings: stage.search)
      .run(targets, in: checkpoint, more: stage.tuning?.steps ?? 0)
    let points = found.compactMap(\.found.first)
    let tuning = try TuningState(context, stage.tuning, of: checkpoint.definition)
    if stage.tuning == nil { _ = try tuning.take() }
    let tuned = try stage.tuning.map { try tune($0, points.map(\.point), tuning, &progress) }
    if let tuned, let name = files.model { try tuned.write(to: context.folder.file(name)) }

    let drawn = points.map { checkpoint.definition.truncated($0.point, to: stage.search.truncation) }
    let images = try [checkpoint, tuned].compactMap(\.self).map { model in
      try Sampler(model, device: context.execution.device).images(drawn)
    }
    try stage.format.write(sheet(images), to: context.folder.file(files.sheet), metadata: context.recipe)
    let definition = checkpoint.definition
    let named = zip(stage.images.names, points).map {
      definition.namedPoint($1.point, name: $0, truncation: stage.search.truncation)
    }
    try PointsFile(model: PointsFile.Model(tuned ?? checkpoint), points: named)
      .write(to: context.folder.file(files.points))
    let report = ProjectionReport(stage, definition, originals: originals, found: found, images: images)
    try context.folder.file(files.report).write(Array(report.text.utf8))
    context.observer(.note(report.words))
    context.removeSearch()
    return StageResult(.images(try files.stream(context.inputs, context.services)), files: files.all)
  }

  private func tune(
    _ settings: TuningSettings, _ pivots: [[Float]], _ state: TuningState, _ progress: inout SearchProgress
  ) throws -> Checkpoint {
    let tuner = try PivotalTuner(
      checkpoint, settings: settings, pivots: pivots, targets: targets, seed: context.seed, resuming: state.take(),
      device: context.execution.device)
    if tuner.step > 0 {
      progress.skip(tuner.step)
      context.observer(
        .note("the tuning goes on from step \(Counted.text(tuner.step)) of \(Counted.text(settings.steps))"))
    }
    context.execution.programs.add("tuning", tuner.plan)
    while !tuner.isFinished {
      if context.stop.isMade, context.cache != nil, tuner.step > 0 {
        try state.write(tuner)
        throw PipelineError(
          .interrupted,
          "stopped at step \(Counted.text(tuner.step)) of \(Counted.text(settings.steps)) of the tuning; run the same "
            + "command again to go on")
      }
      try context.stop.check()
      try tuner.advance()
      progress.advance("tuning the model")
      if tuner.step % TuningState.every == 0, !tuner.isFinished { try state.write(tuner) }
    }
    var tuned = try tuner.tuned()
    tuned.definition.notes.append(
      "Tuned to \(Counted.text(pivots.count, "image")) in \(Counted.text(settings.steps, "step")) (pivotal tuning).")
    return tuned
  }

  /// Each image beside what was found, and what the tuned model makes of it.
  private func sheet(_ found: [[PixelImage]]) throws(MediaError) -> PixelImage {
    let tiles = originals.indices.flatMap { index in [originals[index]] + found.map { $0[index] } }
    let each = 1 + found.count
    // Nearly a square, of whole groups.
    var groups = 1
    while groups * each * groups * each < tiles.count { groups += 1 }
    let side = min(originals[0].width, originals[0].height)
    return try Sheet(columns: groups * each, scale: stage.scale ?? TileSettings.scale(forTilesOf: side)).render(tiles)
  }
}
