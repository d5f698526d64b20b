public import ArtFiles
public import ArtGraph

/// Runs a plan's stages once, without a manifest and without looking at what an earlier run left: for commands that
/// make one file from a checkpoint.
public struct UncachedRun: Sendable {
  let plan: Plan
  /// How the stages' programs are run.
  public let execution: Execution
  let stop: StopRequest
  let observer: PipelineObserver

  public init(_ plan: Plan, device: any Device, stop: StopRequest, observer: @escaping PipelineObserver) {
    self.plan = plan
    execution = Execution(device: plan.document.configured(device), components: plan.components)
    self.stop = stop
    self.observer = observer
  }

  /// Runs the stages.
  ///
  /// - Parameters:
  ///   - folder: Where files are written.
  ///   - name: What files of the last stage are named after.
  /// - Returns: What the last stage gives, and the recipe of its images.
  /// - Throws: ``PipelineError``, also for a name that belongs to a run or to a file of weights.
  public func run(
    in folder: RunFolder, name: String
  ) throws(PipelineError) -> (artifact: Artifact?, recipe: [String: String]) {
    try RunFolder.checkBelongsToNoRun(folder.path(of: name))
    try RunFolder.checkIsReplaceable(folder.path(of: name))
    let loop = StageLoop(plan: plan, folder: folder, device: execution.device, stop: stop, observer: observer)
    do {
      var recipe: LazyRecipe?
      let (artifacts, _) = try loop.run(lastID: name) { stage, inputs, services in
        recipe = services.lazyRecipe
        return try stage.stage.run(StageContext(inputs: inputs, services: services, cache: nil)).artifact
      }
      return (artifacts.last ?? nil, recipe?.texts ?? [:])
    } catch {
      throw PipelineError(wrapping: error)
    }
  }
}
