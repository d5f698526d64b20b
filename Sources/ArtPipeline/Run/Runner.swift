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
  let observer: PipelineObserver

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
    try folder.create()
    let lock = try RunLock(folder)
    defer { withExtendedLifetime(lock) {} }
    var store = ManifestStore(plan, folder: folder, isForced: force)
    var files: [String] = []
    let loop = StageLoop(plan: plan, folder: folder, device: device, stop: stop, observer: observer)
    let (_, dataset) = try loop.run { stage, inputs, services in
      do {
        let (artifact, written) = try run(stage, inputs, services, &store)
        files += written
        return artifact
      } catch {
        throw PipelineError(wrapping: error, stage: stage.id)
      }
    }
    store.finish(dataset: dataset)
    try store.write()
    return files
  }

  private func run(
    _ stage: PlannedStage, _ inputs: StageInputs, _ services: StageServices, _ store: inout ManifestStore
  ) throws -> (Artifact, files: [String]) {
    let fingerprints = try fingerprints(of: stage, inputs)
    let key = Self.key(of: stage, fingerprints)
    let isCached = type(of: stage.stage).isCached
    if isCached, let files = store.filesStillGood(stage.id, key: key) {
      let artifact = try stage.stage.restore(files, services)
      let results = stage.stage.results(among: files).map { folder.path(of: $0) }
      observer(.unchanged(stage: stage.id, files: results))
      return (artifact, results)
    }

    try stop.check()
    let cache = StageCache(fingerprints: fingerprints, key: key, previous: store.earlier(stage))
    observer(.began(stage: stage.id, summary: type(of: stage.stage).summary))
    let clock = ContinuousClock()
    let start = clock.now
    if isCached { try store.begin(stage, key: key, inputs: fingerprints) }
    do {
      let result = try stage.stage.run(StageContext(inputs: inputs, services: services, cache: cache))
      let seconds = (clock.now - start) / .seconds(1)
      if isCached {
        try store.end(stage.id, result, programs: services.execution.programs.records, seconds: seconds)
      }
      let results = stage.stage.results(among: result.files).map { folder.path(of: $0) }
      observer(.ended(stage: stage.id, seconds: seconds, files: results))
      return (result.artifact, results)
    } catch {
      // The stage's own error is the one to tell, whatever else goes wrong.
      if isCached { try? store.interrupt(stage.id, programs: services.execution.programs.records) }
      throw error
    }
  }

  /// What a stage depends on besides its settings.
  private func fingerprints(of stage: PlannedStage, _ inputs: StageInputs) throws -> [String: SettingValue] {
    var values = try stage.stage.dependencies(inputs)
    values["artpipe"] = SettingValue(ArtPipeVersion.current)
    values["convolutionAlgorithms"] = SettingValue(plan.document.convolutionAlgorithms.rawValue)
    values["seed"] = SettingValue(plan.document.seed)
    switch inputs.artifact {
    case .model(let model): values["from"] = SettingValue(model.hash.hex)
    case .images(let images): values["from"] = images.fingerprint
    case .files, nil: break
    }
    return values
  }

  private static func key(of stage: PlannedStage, _ fingerprints: [String: SettingValue]) -> ContentHash {
    var all: SettingValue = ["kind": SettingValue(stage.kind), "settings": stage.settings]
    var values: SettingValue = [:]
    for (name, value) in fingerprints { values[name] = value }
    all["inputs"] = values
    return SHA256.hash(all.canonicalJSON)
  }
}
