import ArtGraph
import ArtSettings
public import ArtTensor
import Foundation

/// Runs a plan's stages in order, and keeps the manifest.
public struct Runner: Sendable {
  let plan: Plan
  let folder: RunFolder
  let pool: ThreadPool
  let force: Bool
  let stop: StopRequest
  let observer: PipelineObserver

  /// - Parameters:
  ///   - plan: The stages to run.
  ///   - folder: Where the run's files and its manifest are kept.
  ///   - pool: The threads that do the work.
  ///   - force: Run every stage, whether or not anything has changed.
  ///   - stop: The way to ask the run to stop.
  ///   - observer: Hears of what happens.
  public init(
    _ plan: Plan, in folder: RunFolder, pool: ThreadPool, force: Bool = false, stop: StopRequest = StopRequest(),
    observer: @escaping PipelineObserver = { _ in }
  ) {
    self.plan = plan
    self.folder = folder
    self.pool = pool
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
    var book = RunBook(plan, folder: folder, isForced: force)
    let pictures = plan.dataset.map { DatasetLoader($0, plan: plan, threads: pool.threads, observer: observer) }
    let reference = plan.reference.map { DatasetLoader($0, plan: plan, threads: pool.threads, observer: observer) }
    var artifacts: [Artifact] = []
    var files: [String] = []
    for stage in plan.stages {
      do {
        let context = StageContext(
          id: stage.id, seed: plan.document.seed, folder: folder, input: stage.input.map { artifacts[$0] },
          model: plan.model, pictures: pictures, reference: reference,
          execution: Execution(pool: pool, precision: plan.document.precision), stop: stop, observer: observer,
          recipe: Self.recipe(of: stage, in: plan))
        let (artifact, written) = try run(stage, context, &book)
        artifacts.append(artifact)
        files += written
      } catch {
        throw PipelineError(wrapping: error, stage: stage.id)
      }
    }
    book.finish(dataset: pictures?.record())
    try book.write()
    return files
  }

  private func run(
    _ stage: PlannedStage, _ context: StageContext, _ book: inout RunBook
  ) throws -> (Artifact, files: [String]) {
    let inputs = try inputs(of: stage, context)
    let key = Self.key(of: stage, inputs)
    let isCached = type(of: stage.stage).isCached
    if isCached, let files = book.filesStillGood(stage.id, key: key) {
      let artifact = try stage.stage.restore(files, context)
      let results = stage.stage.results(among: files).map { folder.path(of: $0) }
      observer(.unchanged(stage: stage.id, files: results))
      return (artifact, results)
    }

    try stop.check()
    var context = context
    context.inputs = inputs
    context.key = key
    context.previous = book.earlier(stage)
    observer(.began(stage: stage.id, summary: type(of: stage.stage).summary))
    let clock = ContinuousClock()
    let start = clock.now
    if isCached { try book.begin(stage, key: key, inputs: inputs) }
    do {
      let result = try stage.stage.run(context)
      let seconds = (clock.now - start) / .seconds(1)
      if isCached {
        try book.end(stage.id, result, programs: context.execution.programs.records, seconds: seconds)
      }
      let results = stage.stage.results(among: result.files).map { folder.path(of: $0) }
      observer(.ended(stage: stage.id, seconds: seconds, files: results))
      return (result.artifact, results)
    } catch {
      // The stage's own error is the one to tell, whatever else goes wrong.
      if isCached { try? book.interrupt(stage.id, programs: context.execution.programs.records) }
      throw error
    }
  }

  /// What a stage depends on besides its settings.
  private func inputs(of stage: PlannedStage, _ context: StageContext) throws -> [String: SettingValue] {
    var inputs = try stage.stage.dependencies(context)
    inputs["artpipe"] = SettingValue(ArtPipeVersion.current)
    inputs["precision"] = SettingValue(plan.document.precision.rawValue)
    inputs["seed"] = SettingValue(plan.document.seed)
    switch context.input {
    case .model(let model): inputs["from"] = SettingValue(model.hash.hex)
    case .pictures(let pictures): inputs["from"] = pictures.fingerprint
    case .files, nil: break
    }
    return inputs
  }

  private static func key(of stage: PlannedStage, _ inputs: [String: SettingValue]) -> ContentHash {
    var all: SettingValue = ["kind": SettingValue(stage.kind), "settings": stage.settings, "inputs": [:]]
    var values: SettingValue = [:]
    for (name, value) in inputs { values[name] = value }
    all["inputs"] = values
    return SHA256.hash(all.canonicalJSON)
  }

  /// What is written into pictures: the document, and which of its stages made the file.
  static func recipe(of stage: PlannedStage, in plan: Plan) -> [String: String] {
    let recipe: SettingValue = ["document": plan.document.value, "stage": SettingValue(stage.id)]
    return ["Software": "artpipe \(ArtPipeVersion.current)", "artpipe": recipe.canonicalJSON]
  }
}
