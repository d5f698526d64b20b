import ArtData
import ArtGAN
import ArtMedia
import ArtTensor

extension TrainStage {
  public func demand(_ forecast: StageForecast) -> StageDemand {
    var demand = StageDemand()
    guard var model = forecast.model else { return demand }
    if let budget { model.recipe.budget = budget }
    guard let parts = ModelDemand(model) else { return demand }
    demand.minutes = model.recipe.budget.minutes
    demand.memory = parts.training(forecast.programs)
    demand.impossible = parts.impossible
    let steps = forecast.datasetCount.map { model.recipe.totalSteps(datasetCount: $0) }
    let isCounted = model.recipe.budget.minutes == nil
    if let images = forecast.datasetCount, let dataset = forecast.dataset {
      demand.warnings =
        TrainingOutlook(
          model: model, images: images - DatasetSplit.heldOut(of: images, fraction: dataset.validation),
          steps: isCounted ? steps : nil, isAugmented: !dataset.augmentation.isEmpty,
          hasWeights: forecast.takesModel || initialWeights != nil
        ).warnings
    }
    if let images = forecast.datasetCount, let favoured {
      let bytes = Double(images + favoured.points.count) * parts.images.bytesEach
      demand.memory.append(.init("the images with the favoured ones", bytes, .stage("favour")))
    }
    if isCounted { demand.images = steps.map { Double($0) * Double(model.recipe.imagesPerStep) } }
    addFiles(to: &demand, parts, steps: isCounted ? steps : nil, forecast)
    if let evaluation {
      demand.memory += evaluation.demand(model, forecast)
      demand.memory.append(
        .init("the generator's activations", parts.samplingBytes(forecast.programs), parts.network))
    }
    return demand
  }

  private func addFiles(
    to demand: inout StageDemand, _ parts: ModelDemand, steps: Int?, _ forecast: StageForecast
  ) {
    let model = parts.model
    // The checkpoint and the one that takes its place, the best, and those to go back to.
    let copies = 2.0 + (evaluation == nil ? 0 : 1) + (rollBack == nil ? 0 : 3)
    demand.disk.append(.init("checkpoints", copies * parts.checkpoint, parts.network))
    var sheet: StageDemand.Part?
    if samples > 0 {
      demand.add(
        Sheet(
          columns: model.classes.isEmpty ? nil : samples / min(model.classes.count, samples),
          scale: TileSettings.scale(forTilesOf: min(model.imageShape[0], model.imageShape[1]))),
        of: samples, parts.images, as: PNGFormat(), named: "a sheet of samples", .stage("samples"))
      // How many there will be is known with the steps.
      sheet = demand.disk.popLast()
    }
    guard let steps, let count = forecast.datasetCount else { return }
    let epoch = TrainingBudget.epochs(1).steps(imagesPerStep: model.recipe.imagesPerStep, datasetCount: count)
    let usual = Double(TrainingRun.usualInterval(stepsPerEpoch: epoch))
    if checkpoint.kept != 1 {
      // Of an interval in minutes nobody knows how many there will be.
      let every: Double? =
        switch checkpoint.every {
        case .steps(let steps): Double(steps)
        case .minutes: nil
        case nil: usual
        }
      let most = every.map { (Double(steps) / $0).rounded(.down) } ?? Double(checkpoint.kept ?? 1)
      let kept = min(most, checkpoint.kept.map(Double.init) ?? .infinity)
      demand.disk.append(
        .init("kept checkpoints", kept * parts.checkpoint, .stage("checkpoint")))
    }
    demand.disk.append(.init("the measurements", 512 * Double(steps), .document(["stages"])))
    if tensorBoard {
      let told = TensorBoardLog.stepsTold(of: steps)
      demand.disk.append(.init("events for TensorBoard", 640 * Double(told), .stage("tensorboard")))
    }
    if let sheet {
      let sheets = 1 + (Double(steps) / (sheetEvery.map(Double.init) ?? usual)).rounded(.up)
      demand.disk.append(.init("sheets of samples", sheets * sheet.bytes, .stage("sheetEvery")))
      if tensorBoard {
        demand.disk.append(.init("sheets for TensorBoard", sheets * sheet.bytes, .stage("tensorboard")))
      }
    }
  }
}

/// Bytes of files.
enum ImageBytes {
  /// The recipe in a file.
  static let recipe = 4096.0
}
