import ArtData
import ArtGraph
public import ArtTensor

/// Runs a plan's stages once, without a manifest and without looking at what an earlier run left: for commands that
/// make one file from a checkpoint.
public struct QuickRun: Sendable {
  let plan: Plan
  /// How the stages' programs are run.
  public let execution: Execution
  let stop: StopRequest
  let observer: PipelineObserver

  public init(_ plan: Plan, pool: ThreadPool, stop: StopRequest, observer: @escaping PipelineObserver) {
    self.plan = plan
    execution = Execution(pool: pool, precision: plan.document.precision)
    self.stop = stop
    self.observer = observer
  }

  /// Runs the stages.
  ///
  /// - Parameters:
  ///   - folder: Where files are written.
  ///   - name: What files of the last stage are named after.
  /// - Returns: What the last stage gives, and the recipe of its pictures.
  /// - Throws: ``PipelineError``.
  public func run(
    in folder: RunFolder, name: String
  ) throws(PipelineError) -> (artifact: Artifact?, recipe: [String: String]) {
    func loader(_ specification: DatasetSpecification?) -> DatasetLoader? {
      specification.map {
        DatasetLoader($0, plan: plan, threads: execution.pool.threads, observer: observer)
      }
    }
    let (pictures, reference) = (loader(plan.dataset), loader(plan.reference))
    var artifacts: [Artifact] = []
    var recipe: [String: String] = [:]
    for (index, stage) in plan.stages.enumerated() {
      let isLast = index == plan.stages.count - 1
      recipe = Runner.recipe(of: stage, in: plan)
      let context = StageContext(
        id: isLast ? name : stage.id, seed: plan.document.seed, folder: folder,
        input: stage.input.map { artifacts[$0] }, model: plan.model, pictures: pictures, reference: reference,
        execution: execution, stop: stop, observer: observer, recipe: recipe)
      do {
        artifacts.append(try stage.stage.run(context).artifact)
      } catch {
        throw PipelineError(wrapping: error)
      }
    }
    return (artifacts.last, recipe)
  }
}
