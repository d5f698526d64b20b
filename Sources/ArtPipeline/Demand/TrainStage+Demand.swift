import ArtGAN
import ArtTensor

extension TrainStage {
  public func demand(_ forecast: StageForecast) -> StageDemand {
    var demand = StageDemand()
    guard var model = forecast.model else { return demand }
    if let budget { model.recipe.budget = budget }
    guard let parts = ModelDemand(model) else { return demand }
    demand.minutes = model.recipe.budget.minutes
    demand.memory = parts.training
    demand.impossible = parts.impossible
    let steps = forecast.datasetCount.map { model.recipe.totalSteps(datasetCount: $0) }
    let isCounted = model.recipe.budget.minutes == nil
    if isCounted { demand.images = steps.map { Double($0) * Double(model.recipe.imagesPerStep) } }
    addFiles(to: &demand, parts, steps: isCounted ? steps : nil, forecast)
    if let evaluation { demand.memory += evaluation.demand(model, forecast) }
    return demand
  }

  private func addFiles(
    to demand: inout StageDemand, _ parts: ModelDemand, steps: Int?, _ forecast: StageForecast
  ) {
    let model = parts.model
    // The checkpoint and the one that takes its place, the best, and those to go back to.
    let copies = 2.0 + (evaluation == nil ? 0 : 1) + (rollBack == nil ? 0 : 3)
    demand.disk.append(.init("checkpoints", copies * parts.checkpoint, parts.network))
    guard let steps, let count = forecast.datasetCount else { return }
    let epoch = Double(TrainingBudget.epochs(1).steps(imagesPerStep: model.recipe.imagesPerStep, datasetCount: count))
    let usual = epoch >= 50 ? epoch : epoch * (50 / epoch).rounded(.up)
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
    guard samples > 0 else { return }
    let sheets = 1 + (Double(steps) / (sheetEvery.map(Double.init) ?? usual)).rounded(.down)
    let scale = Double(TileSettings.scale(forTilesOf: min(model.imageShape[0], model.imageShape[1])))
    let pixels = Double(samples) * Double(model.imageShape.count) * scale * scale
    demand.memory.append(.init("a sheet of samples", pixels, .stage("samples")))
    demand.disk.append(
      .init(
        "sheets of samples", sheets * Double(samples) * Double(model.imageShape.count) * ImageBytes.file,
        .stage("sheetEvery")))
  }
}

extension TrainingEvaluationSettings {
  /// Images that are generated and compared.
  func demand(_ model: ModelDefinition, _ forecast: StageForecast) -> [StageDemand.Part] {
    let compared = min(Double(images), Double(forecast.referenceCount ?? forecast.datasetCount ?? images))
    return [
      .init(
        "images that are compared", (min(Double(samples), compared) + compared) * ImageBytes.compared(model),
        .stage("evaluate"))
    ]
  }
}

extension EvaluateStage {
  public func demand(_ forecast: StageForecast) -> StageDemand {
    var demand = StageDemand()
    guard let model = forecast.model else { return demand }
    let real = min(Double(images), Double(forecast.referenceCount ?? forecast.datasetCount ?? images))
    let made = min(samples.map(Double.init) ?? real, real)
    demand.images = made
    demand.memory = ModelDemand(model)?.sampling ?? []
    demand.memory.append(
      .init("images that are compared", (made + 2 * real) * ImageBytes.compared(model), .stage("images")))
    demand.memory.append(
      .init("the sheet of nearest images", Double(nearest) * 2 * ImageBytes.tile(model), .stage("nearest")))
    return demand
  }
}

/// Bytes of images, as they are held and written.
enum ImageBytes {
  /// What a byte of an image takes in a file without loss, however much it is enlarged: drawings take less, noise more.
  static let file = 0.5
  /// What a pixel of a video's frame takes.
  static let frame = 0.05

  /// An image that metrics look at, with its features.
  static func compared(_ model: ModelDefinition) -> Double { Double(model.imageShape.count) + 4 * 256 }

  /// An image on a sheet, enlarged so that it can be looked at.
  static func tile(_ model: ModelDefinition) -> Double {
    let scale = Double(TileSettings.scale(forTilesOf: min(model.imageShape[0], model.imageShape[1])))
    return Double(model.imageShape.count) * scale * scale
  }
}
