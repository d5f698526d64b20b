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
  private let state: ClassifierState

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
    state = ClassifierState(context)
  }

  func run() throws -> StageResult {
    let (network, featureLayers) = stage.network.network(
      imageShape: dataset.imageShape, classes: dataset.classNames.count)
    guard dataset.labels != nil else { throw FeatureNetworkError.noLabels(dataset.name) }
    let definition = FeatureNetwork(
      name: stage.name, network: network, featureLayers: featureLayers, classNames: dataset.classNames)
    try context.folder.create()
    let found = try state.read()
    var resuming: (tensors: [String: Tensor], step: Int)?
    if case .state(let tensors, let step) = found { resuming = (tensors, step) }
    let trainer = try ClassifierTrainer(
      definition, recipe: stage.recipe, dataset: dataset, indices: split.training, augmentation: augmentation,
      seed: context.seed, resuming: resuming, device: context.execution.device)
    if case .unusable(let reason) = found { try state.moveAside(because: reason) }
    if resuming == nil, !stage.isUnrecorded(context) {
      try context.moveAside(stage.fileName(id: context.id), because: stage.reasonToBegin(context))
    }
    if trainer.step > 0 {
      context.observer(.note("resuming from step \(trainer.step) of \(trainer.totalSteps)"))
    }
    context.execution.programs.add("classifier update", trainer.plan)
    try train(trainer)
    return try finish(trainer)
  }

  private func train(_ trainer: ClassifierTrainer) throws {
    let epoch = max(1, split.training.count / trainer.recipe.batchSize)
    var (meter, loss, share) = (RateMeter(), 0.0, 0.0)
    meter.mark(trainer.step)
    while !trainer.isFinished {
      if context.stop.isMade {
        try state.write(trainer)
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
      if metrics.step % epoch == 0, !trainer.isFinished { try state.write(trainer) }
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
