import ArtGAN
import ArtMedia
import ArtNN
import ArtSettings

extension NeighboursStage {
  public func demand(_ forecast: StageForecast) -> StageDemand { forecast.samples(count, in: size) }
}

extension ChoicesStage {
  public func demand(_ forecast: StageForecast) -> StageDemand {
    forecast.samples(session?.count ?? ChoiceSession.usualCount, in: size)
  }
}

extension DirectionsStage {
  public func demand(_ forecast: StageForecast) -> StageDemand {
    var demand = StageDemand()
    guard let model = forecast.model, let images = ModelDemand(model)?.images else { return demand }
    let tiles = count * steps * shown
    let sheet = Sheet(
      columns: steps * shown,
      scale: self.tiles.scale ?? TileSettings.scale(forTilesOf: Int(min(images.height, images.width))))
    demand.memory = forecast.sampling
    demand.memory.append(
      .init("\(Counted.text(tiles, "image")) for the sheet", Double(tiles) * images.bytesEach, .stage("count")))
    demand.memory.append(.init("what directions are found in", method.bytes(in: model), .stage("method")))
    demand.add(
      sheet, of: tiles, images, as: format.format, quality: format.quality,
      named: "a sheet of \(Counted.text(tiles, "image"))", .stage(self.tiles.scale == nil ? "count" : "scale"))
    // A number takes some 12 letters.
    demand.disk.append(.init("the directions", Double(count * (model.latent.size * 16 + 200) + 2000), .stage("count")))
    demand.images = Double(tiles)
    return demand
  }
}

extension StageForecast {
  /// What a number of samples takes, and what later stages are given.
  func samples(_ count: Int, in size: Size2D? = nil, rowLength: Int? = nil) -> StageDemand {
    var demand = StageDemand()
    guard let model, var images = ModelDemand(model)?.images else { return demand }
    images.count = Double(count)
    images.rowLength = rowLength.map(Double.init)
    images.render(in: size)
    demand.images = images.count
    demand.output = images
    return demand
  }
}
