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

  /// What a run leaves behind.
  public struct Outcome {
    /// What the last stage gives.
    public var artifact: Artifact?
    /// Those of its files that the user wants to hear of, as paths from the folder.
    public var results: [String]
    /// The recipe of its images.
    public var recipe: [String: String]
  }

  /// Runs the stages.
  ///
  /// - Parameters:
  ///   - folder: Where files are written. Where a person typed the name (`RunFolder(_:typed:)`), the file of that name is
  ///     replaced, whosever it is.
  ///   - name: What files of the last stage are named after.
  /// - Throws: ``PipelineError``, also for a file that may not be written over, before anything runs.
  public func run(in folder: RunFolder, name: String) throws(PipelineError) -> Outcome {
    let loop = StageLoop(plan: plan, folder: folder, device: execution.device, stop: stop, observer: observer)
    do {
      try OutputCheck(plan: plan, folder: folder, name: name).run()
      var recipe: Lazy<[String: String], any Error>?
      var results: [String] = []
      let (artifacts, _) = try loop.run(lastID: name) { stage, inputs, services in
        recipe = services.lazyRecipe
        try inputs.artifact?.prepare(stop)
        let result = try stage.stage.run(StageContext(inputs: inputs, services: services, cache: nil))
        results = stage.stage.results(among: result.files)
        return result.artifact
      }
      return Outcome(artifact: artifacts.last ?? nil, results: results, recipe: try recipe?.value() ?? [:])
    } catch {
      throw PipelineError(wrapping: error)
    }
  }
}
