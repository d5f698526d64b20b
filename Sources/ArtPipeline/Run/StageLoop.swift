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
    for (index, stage) in plan.stages.enumerated() {
      let inputs = StageInputs(
        artifact: stage.input.flatMap { artifacts[$0] }, model: plan.model, images: images, reference: reference)
      let services = StageServices(
        id: index == plan.stages.count - 1 ? lastID ?? stage.id : stage.id, seed: plan.document.seed, folder: folder,
        execution: Execution(device: plan.document.configured(device), components: plan.components), stop: stop,
        observer: observer,
        lazyRecipe: LazyRecipe { [model = model(before: stage, artifacts)] in
          plan.recipe(of: stage, inputs, model: model)
        })
      for loader in [images, reference] { loader?.isUsed(by: services.id) }
      artifacts.append(try execute(stage, inputs, services))
    }
    return (artifacts, images?.record())
  }

  /// The model that what a stage takes comes from, directly or by stages between.
  private func model(before stage: PlannedStage, _ artifacts: [Artifact?]) -> ModelArtifact? {
    var next = stage.input
    while let index = next {
      if case .model(let model) = artifacts[index] { return model }
      next = plan.stages[index].input
    }
    return nil
  }

  private func loader(_ specification: DatasetSpecification?) -> DatasetLoader? {
    specification.map { DatasetLoader($0, plan: plan, pool: device.pool, stop: stop, observer: observer) }
  }
}
