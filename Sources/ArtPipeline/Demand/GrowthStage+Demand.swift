import ArtData
import ArtGAN
import ArtNN
import ArtSettings

extension GrowthStage {
  public func demand(_ forecast: StageForecast) -> StageDemand {
    var demand = StageDemand()
    guard let model = forecast.model, let parts = ModelDemand(model) else { return demand }
    var images = parts.images
    images.count = Double(frames)
    images.isWalk = true
    // Two checkpoints, and the weights between them.
    images.held = [.init("two checkpoints", 3 * parts.weights, .stage("kind"))]
    switch model.kind {
    case .noise:
      images.tracks = Double(walks)
      images.render(in: size)
      images.held.append(.keyframes(Double(keyframes) * Double(walks), of: model))
    case .image: translate(&images, model, parts, forecast)
    }
    demand.memory = images.held
    demand.images = images.total
    demand.output = images
    return demand
  }

  /// Of inputs in their own size, or in the one that they get.
  private func translate(
    _ images: inout ImageForecast, _ model: ModelDefinition, _ parts: ModelDemand, _ forecast: StageForecast
  ) {
    images.tracks = inputs.own.map { Double($0.files.count) } ?? Double(min(walks, inputsToShow(forecast)))
    let own = inputs.own == nil ? nil : size ?? inputs.size
    let columns = Double(inputs.columns(isPaired: model.translation?.isPaired ?? false))
    if let own { (images.height, images.width) = (Double(own.height), Double(own.width)) }
    images.held += parts.sampling(forecast.programs, in: own)
    // The inputs, what is made of them, and with what they are compared.
    images.held.append(
      .init(
        "the inputs and their translations", (1 + columns) * images.tracks * images.bytesEach,
        .stage(inputs.own == nil ? "walks" : "input")))
    images.width *= columns
  }

  /// How many inputs progress sheets have to choose from.
  private func inputsToShow(_ forecast: StageForecast) -> Int {
    guard let all = forecast.datasetCount, let dataset = forecast.dataset else { return walks }
    let held = DatasetSplit.heldOut(of: all, fraction: dataset.validation)
    return forecast.referenceCount ?? (held > 0 ? held : all)
  }
}
