import ArtGAN
import ArtMedia
import ArtSettings

extension ProjectStage {
  public func demand(_ forecast: StageForecast) -> StageDemand {
    // The original, what was found, what the tuned model makes of it.
    var demand = StageDemand(
      images, search, tilesEach: tuning == nil ? 2 : 3, format: format, scale: scale, forecast)
    guard let model = forecast.model, let known = ModelDemand(model) else { return demand }
    if tuning != nil {
      // Weights, gradients and Adam's two memories, and the generator as it was.
      demand.memory.append(.init("the tuned model", 5 * known.weights, .stage("tune")))
      demand.disk.append(.init("the tuned model", ImageBytes.recipe + known.weights, .stage("tune")))
      demand.disk.append(.init("the state of the tuning", 3 * known.weights, .stage("tune")))
    }
    demand.output = known.images
    demand.output?.count = Double(images.files.count)
    return demand
  }
}

extension CompleteStage {
  public func demand(_ forecast: StageForecast) -> StageDemand {
    var demand = StageDemand(images, search, tilesEach: 1 + answers, format: format, scale: scale, forecast)
    guard let model = forecast.model, let known = ModelDemand(model)?.images else { return demand }
    let count = Double(images.files.count * answers)
    let bytes =
      ImageBytes.recipe
      + format.format.mostBytes(
        pixels: known.height * known.width, channels: Int(known.channels), quality: format.quality)
    demand.disk.append(.init("\(Counted.text(Int(count), "file")) of answers", count * bytes, .stage("answers")))
    demand.output = known
    demand.output?.count = count
    demand.output?.rowLength = answers > 1 ? Double(answers) : nil
    return demand
  }
}

extension StageDemand {
  /// What looking for images takes, with a sheet of what was found.
  fileprivate init(
    _ images: OwnImages, _ search: ProjectionSettings, tilesEach: Int, format: OutputFormat<any WritableImageFormat>,
    scale: Int?, _ forecast: StageForecast
  ) {
    self.init()
    guard let model = forecast.model, let known = ModelDemand(model), !images.files.isEmpty else { return }
    let count = images.files.count
    let rows = max(
      search.starts, search.kept * LatentProjector.groupSize(search, model, targets: count))
    memory = known.searching(rows)
    // As bytes and as numbers.
    memory.append(
      .init(Counted.text(count, "image"), 8 * Double(count) * known.images.bytesEach, .stage("images")))
    let side = Int(min(known.images.height, known.images.width))
    add(
      Sheet(scale: scale ?? TileSettings.scale(forTilesOf: side)), of: count * tilesEach, known.images,
      as: format.format, quality: format.quality, named: "the sheet", .stage(scale == nil ? "images" : "scale"))
    self.images = Double(count * tilesEach)
  }
}
