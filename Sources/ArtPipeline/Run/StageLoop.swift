import ArtData
import ArtFiles
import ArtGraph
import ArtSettings

/// Goes through a plan's stages in order: what ``Runner`` and ``UncachedRun`` have in common.
struct StageLoop: Sendable {
  let plan: Plan
  let folder: RunFolder
  let device: any Device
  let stop: StopRequest
  let observer: PipelineObserver

  /// - Parameters:
  ///   - lastID: What files of the last stage are named after; nil for its id.
  ///   - execute: Runs a stage, or takes its artifact from an earlier run; nil where that is not known yet.
  /// - Returns: The artifacts, and what the manifest says of the document's images.
  /// - Throws: ``PipelineError`` that names the stage.
  func run(
    lastID: String? = nil, _ execute: (PlannedStage, StageInputs, StageServices) throws -> Artifact?
  ) throws -> (artifacts: [Artifact?], dataset: Manifest.DatasetRecord?) {
    let (plan, images, reference) = (plan, loader(plan.dataset), loader(plan.reference))
    var artifacts: [Artifact?] = []
    if let lastID, let long = plan.stages.last?.stage.outputNames(id: lastID).lazy.compactMap(FileNames.tooLong).first {
      throw PipelineError(.cannotWrite, long)
    }
    for (index, stage) in plan.stages.enumerated() {
      let inputs = StageInputs(
        artifact: stage.input.flatMap { artifacts[$0] }, model: plan.model, images: images, reference: reference)
      let services = StageServices(
        id: index == plan.stages.count - 1 ? lastID ?? stage.id : stage.id, seed: plan.document.seed, folder: folder,
        execution: Execution(device: plan.document.configured(device), components: plan.components), stop: stop,
        observer: observer,
        lazyRecipe: Lazy { [artifacts] in try plan.recipe(of: stage, inputs, artifacts: artifacts) })
      for loader in [images, reference] { loader?.isUsed(by: services.id) }
      artifacts.append(try execute(stage, inputs, services))
    }
    return (artifacts, images?.record())
  }

  private func loader(_ specification: DatasetSpecification?) -> DatasetLoader? {
    specification.map { DatasetLoader($0, plan: plan, pool: device.pool, stop: stop, observer: observer) }
  }
}
