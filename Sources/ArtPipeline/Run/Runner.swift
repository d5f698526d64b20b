import ArtData
public import ArtFiles
public import ArtGraph
import ArtSettings

/// Runs a plan's stages in order, and keeps the manifest.
public struct Runner: Sendable {
  let plan: Plan
  let folder: RunFolder
  let device: any Device
  let force: Bool
  let stop: StopRequest
  private(set) var observer: PipelineObserver

  /// - Parameters:
  ///   - plan: The stages to run.
  ///   - folder: Where the run's files and its manifest are kept.
  ///   - device: Runs the programs, with the document's choice of algorithms.
  ///   - force: Run every stage, whether or not anything has changed.
  ///   - stop: The way to ask the run to stop.
  ///   - observer: Hears of what happens.
  public init(
    _ plan: Plan, in folder: RunFolder, device: any Device, force: Bool = false, stop: StopRequest = StopRequest(),
    observer: @escaping PipelineObserver = { _ in }
  ) {
    self.plan = plan
    self.folder = folder
    self.device = device
    self.force = force
    self.stop = stop
    self.observer = observer
  }

  /// Runs all stages that need it.
  ///
  /// - Returns: The paths of the files that the run is about, also of stages that were not run again.
  /// - Throws: ``PipelineError``; the manifest then says how far the run came.
  public func run() throws(PipelineError) -> [String] {
    do {
      return try runStages()
    } catch {
      throw PipelineError(wrapping: error)
    }
  }

  private func runStages() throws -> [String] {
    try checkFolder()
    try plan.checkNumbers()
    try folder.create()
    let lock = try RunLock(folder, writing: plan.outputNames)
    defer { withExtendedLifetime(lock) {} }
    let store = try ManifestStore(plan, folder: folder, isForced: force, stop: stop, observer: observer)
    var files: [String] = []
    var forecasting = self
    forecasting.observer = RunForecast(plan, store.earlier).adding(to: observer)
    do {
      let (_, dataset) = try forecasting.loop.run { [forecasting] stage, inputs, services in
        do {
          let (artifact, written) = try forecasting.run(stage, inputs, services, store)
          files += written
          return artifact
        } catch {
          throw PipelineError(wrapping: error, stage: stage.id)
        }
      }
      try store.finish(dataset: dataset)
    } catch {
      store.fail(PipelineError(wrapping: error))
      throw error
    }
    return files
  }

  /// Checks that a run can be begun in the folder, without beginning it: no run that is being written shares it, it is no
  /// part of another one, and no image that it writes would be learnt from the next time.
  ///
  /// - Throws: ``PipelineError`` that names the folder, or `FileError`.
  public func checkFolder() throws {
    try folder.checkUnused(writing: plan.outputNames)
    try RunFolder.checkBelongsToNoRun(folder.path)
    for images in [plan.dataset, plan.reference] where images?.source.takesImages(from: folder.path) ?? false {
      throw PipelineError(
        .cannotWrite,
        "\(folder.path): this lies in the folder of the document's images, and what the run writes would be taken for some; "
          + "give --output a folder outside of it, or move the images into a folder of their own")
    }
  }

  var loop: StageLoop {
    StageLoop(plan: plan, folder: folder, device: device, stop: stop, observer: observer)
  }

  private func run(
    _ stage: PlannedStage, _ inputs: StageInputs, _ services: StageServices, _ store: ManifestStore
  ) throws -> (Artifact, files: [String]) {
    let type = type(of: stage.stage)
    let standing = try stop.waiting { [plan] in try Standing(of: stage, inputs, plan, store.earlier) }
    let context = self.context(inputs, services, standing, stage, store)
    if let files = standing.unchangedFiles {
      do {
        for file in standing.mendedFiles {
          try stage.stage.mend(file, context)
          try store.renew(file, of: stage.id)
        }
        try store.clearReplaced(of: stage)
        let artifact = try stop.waiting { try stage.stage.restore(files, context) }
        let results = stage.stage.results(among: files).map { folder.path(of: $0) }
        observer(.unchanged(stage: stage.id, files: results))
        return (artifact, results)
      } catch let output as UnusableOutput {
        try context.moveAside(output.file, because: output.reason)
      }
    }

    try checkPlaces(stage, standing)
    try stop.check()
    observer(
      .began(
        stage: stage.id, summary: type.summary, number: 1 + (plan.stages.firstIndex { $0.id == stage.id } ?? 0),
        count: plan.stages.count))
    let clock = ContinuousClock()
    let start = clock.now
    if stage.stage.isCached {
      try makeRoom(stage, context, standing)
      try store.begin(stage, key: standing.key, inputs: standing.fingerprints)
    }
    do {
      try inputs.artifact?.prepare(stop)
      let result = try stage.stage.run(context)
      let seconds = (clock.now - start) / .seconds(1)
      // First: a stage that has ended is not run again, and would not warn again.
      try store.note(services.warnings, of: stage.id)
      if stage.stage.isCached {
        try store.end(
          stage, result, dataset: inputs.images?.record(), programs: services.execution.programs.records,
          seconds: seconds)
      } else if case .model(let model) = result.artifact {
        try store.noteLoaded(model.fileHash, by: stage.id)
      }
      let results = stage.stage.results(among: result.files).map { folder.path(of: $0) }
      observer(.ended(stage: stage.id, seconds: seconds, files: results))
      return (result.artifact, results)
    } catch {
      // The stage's own error is the one to tell, whatever else goes wrong.
      try? store.note(services.warnings, of: stage.id)
      if stage.stage.isCached {
        try? store.interrupt(
          stage.id, dataset: inputs.images?.record(), programs: services.execution.programs.records)
      }
      throw error
    }
  }

  func context(
    _ inputs: StageInputs, _ services: StageServices, _ standing: Standing, _ stage: PlannedStage,
    _ store: ManifestStore
  ) -> StageContext {
    StageContext(
      inputs: inputs, services: services,
      cache: standing.cache { [store] in try store.moveAside($0, because: $1, of: stage) })
  }
}
