import ArtData
import ArtEvaluation
import ArtFiles
import ArtGAN
import ArtNN
import ArtTensor

/// One training of a classifier, from the start or from where an earlier one of the same inputs was stopped.
struct ClassifierRun {
  private let stage: TrainClassifierStage
  private let context: StageContext
  private let dataset: Dataset
  private let split: DatasetSplit
  private let augmentation: Augmentation
  private let state: StageState

  init(_ stage: TrainClassifierStage, _ context: StageContext) throws {
    let images = try context.inputs.dataset()
    self.stage = stage
    self.context = context
    let use = images.specification
    dataset = try images.dataset(stage.form)
    // Labelled images for testing make a split unnecessary.
    split = dataset.split(
      validation: context.inputs.reference == nil ? use.validation : 0, seed: context.seed)
    augmentation = use.augmentation
    state = StageState(TrainClassifierStage.state, context)
  }

  func run() throws -> StageResult {
    let (network, featureLayers) = stage.network.network(
      imageShape: dataset.imageShape, classes: dataset.classNames.count)
    guard dataset.labels != nil else { throw FeatureNetworkError.noLabels(dataset.name) }
    let definition = FeatureNetwork(
      name: stage.name, network: network, featureLayers: featureLayers, classNames: dataset.classNames)
    try context.folder.create()
    let (trainer, unusable) = try makeTrainer(definition)
    if let unusable { try state.moveAside(because: unusable) }
    if trainer.step == 0, try !stage.isUnrecorded(context) {
      try context.moveAside(stage.fileName(id: context.id), because: stage.reasonToBegin(context))
    }
    if trainer.step > 0 {
      context.observer(.note("resuming from step \(trainer.step) of \(trainer.totalSteps)"))
    }
    context.execution.programs.add("classifier update", trainer.plan)
    try train(trainer)
    return try finish(trainer)
  }

  /// The training, from where an earlier one of the same inputs was stopped, and why what that one left cannot be used.
  private func makeTrainer(_ definition: FeatureNetwork) throws -> (ClassifierTrainer, unusable: String?) {
    func trainer(_ resuming: (tensors: [String: Tensor], step: Int)?) throws -> ClassifierTrainer {
      try ClassifierTrainer(
        definition, recipe: stage.recipe, dataset: dataset, indices: split.training, augmentation: augmentation,
        seed: context.seed, resuming: resuming, device: context.execution.device)
    }
    switch try state.read() {
    case .nothing: return (try trainer(nil), nil)
    case .unusable(let reason): return (try trainer(nil), reason)
    case .state(let tensors, let step):
      do {
        let resumed = try trainer((tensors, step))
        if step <= resumed.totalSteps { return (resumed, nil) }
        return (try trainer(nil), "it tells step \(step) of \(resumed.totalSteps)")
      } catch let error as FeatureNetworkError {
        // What is wrong without it too is thrown again.
        return (try trainer(nil), "it \(error)")
      }
    }
  }

  private func train(_ trainer: ClassifierTrainer) throws {
    let epoch = max(1, split.training.count / trainer.recipe.batchSize)
    var (meter, loss, share) = (RateMeter(), 0.0, 0.0)
    meter.mark(trainer.step)
    while !trainer.isFinished {
      if context.stop.isMade {
        try state.write(trainer.tensors, done: trainer.step)
        throw PipelineError(
          .interrupted,
          "stopped at step \(trainer.step) of \(trainer.totalSteps); run the same command again to resume")
      }
      let metrics = try trainer.advance()
      // Means over about the last 50 batches: single ones jump.
      let weight = max(0.02, 1 / Double(metrics.step))
      loss += (Double(metrics.loss) - loss) * weight
      share += (Double(metrics.accuracy) - share) * weight
      meter.mark(metrics.step)
      context.observer(
        .progress(
          StageProgress(
            stage: context.id, done: metrics.step, total: trainer.totalSteps, unit: "step",
            imagesPerSecond: meter.rate.map { $0 * Double(trainer.recipe.batchSize) },
            readings: [.init("loss", short: "loss", loss), .init("accuracy", short: "accuracy", share)],
            secondsLeft: meter.rate.map { Double(trainer.totalSteps - metrics.step) / $0 })))
      if metrics.step % epoch == 0, !trainer.isFinished { try state.write(trainer.tensors, done: trainer.step) }
    }
  }

  /// Writes the network, and measures what was written.
  private func finish(_ trainer: ClassifierTrainer) throws -> StageResult {
    var trained = try trainer.trained()
    let name = stage.fileName(id: context.id)
    let place = context.folder.file(name)
    trained.definition.notes = stage.notes + ["Trained on \(split.training.count) images of \(dataset.name)."]
    try trained.write(to: place, weightFormat: stage.weightFormat)
    if let test = try testImages() {
      let extractor = try FeatureExtractor(
        TrainedFeatureNetwork(readingFrom: place, layers: context.execution.components.layers),
        device: context.execution.device)
      let share = try extractor.accuracy(test.images, labels: test.labels)
      let text = "Right for \(Self.percent(share)) of \(test.labels.count) images of \(test.name)."
      context.observer(.note(text))
      trained.definition.notes.append(text)
      try trained.write(to: place, weightFormat: stage.weightFormat)
    }
    state.remove()
    return StageResult(.files([name]), files: [name])
  }

  /// Labelled images that were not trained on: those that the document names, or the held-out part.
  private func testImages() throws -> (name: String, images: ImageSet, labels: [Int])? {
    if let reference = context.inputs.reference {
      let test = try reference.dataset(ImageForm(dataset.imageShape))
      guard let labels = test.labels else { return nil }
      // Classes go by their names: a test set may lack some.
      let known = dataset.classNames.map(ExactName.init)
      let numbers = labels.map { known.firstIndex(of: ExactName(test.classNames[$0])) ?? -1 }
      return (test.name, try ImageSet(test), numbers)
    }
    guard !split.validation.isEmpty, let labels = dataset.labels else { return nil }
    return (
      "the held-out part of \(dataset.name)", try ImageSet(dataset).gathering(split.validation),
      split.validation.map { labels[$0] }
    )
  }

  /// `99.23 %`.
  private static func percent(_ share: Double) -> String {
    "\((share * 10_000).rounded() / 100) %"
  }
}
