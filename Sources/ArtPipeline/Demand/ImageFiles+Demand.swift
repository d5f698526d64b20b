import ArtGAN
import ArtMedia
import ArtNN
import ArtSettings
import ArtTensor

extension SheetStage {
  public func demand(_ forecast: StageForecast) -> StageDemand {
    var demand = StageDemand()
    guard var images = forecast.images else { return demand }
    images.width *= Double(repeats)
    images.height *= Double(repeats)
    let frames = Int(min(Double(frames), images.count))
    let shown = images.isWalk ? frames * Int(images.tracks) : Int(images.total)
    let key = repeats > 1 ? "repeat" : images.isWalk ? "frames" : "columns"
    var sheet = Sheet()
    demand.forbid(.stage(print.width == nil ? key : "printWidth")) { () throws(MediaError) in
      sheet = try self.sheet(
        of: shown, columns: images.isWalk ? frames : images.rowLength.map(Int.init), width: Int(images.width),
        height: Int(images.height))
    }
    demand.memory = forecast.sampling
    demand.memory.append(
      .init("\(Counted.text(shown, "image")) for the sheet", Double(shown) * images.bytesEach, .stage(key)))
    demand.add(
      sheet, of: shown, images, as: format.format, quality: format.quality,
      named: "a sheet of \(Counted.text(shown, "image"))", .stage(tiles.scale == nil ? key : "scale"))
    demand.images = Double(shown)
    return demand
  }
}

extension ImagesStage {
  public func demand(_ forecast: StageForecast) -> StageDemand {
    var demand = StageDemand()
    guard let images = forecast.images else { return demand }
    let scale = tiles.scale ?? 1
    let pixels = images.height * images.width * Double(scale * scale)
    demand.memory = forecast.sampling
    demand.memory.append(.init("an image and its file", 3 * pixels * images.channels, .stage("scale")))
    demand.forbid(.stage("scale")) { () throws(MediaError) in
      try format.format.check(width: Int(images.width) * scale, height: Int(images.height) * scale)
    }
    // A file takes whole blocks of the disk.
    let block = 4096.0
    let bytes = ImageBytes.recipe + format.mostBytes(pixels: pixels, channels: images.channels)
    let file = (bytes / block).rounded(.up) * block
    demand.disk = [
      .init("\(Counted.text(Int(images.total), "file")) of images", images.total * file, .stage("format"))
    ]
    demand.images = images.total
    return demand
  }
}

extension PreviewStage {
  public func demand(_ forecast: StageForecast) -> StageDemand {
    var demand = StageDemand()
    guard let model = forecast.model, let images = ModelDemand(model)?.images else { return demand }
    let shown = min(count, forecast.datasetCount ?? count)
    let scale = scale ?? TileSettings.scale(forTilesOf: Int(min(images.height, images.width)))
    // As bytes, as numbers, and changed.
    demand.memory = [.init("images to show", Double(shown) * images.bytesEach * 14, .stage("count"))]
    demand.add(
      Sheet(padding: 4 * scale, scale: scale), of: shown, images, sideBySide: 2, as: format.format,
      quality: format.quality, named: "the sheet", .stage(self.scale == nil ? "count" : "scale"))
    return demand
  }
}

extension ExportStage {
  public func demand(_ forecast: StageForecast) -> StageDemand {
    var demand = StageDemand()
    guard let model = forecast.model.flatMap(ModelDemand.init) else { return demand }
    demand.memory = [.init("the model", model.checkpoint, .document(["model"]))]
    demand.disk = [.init("the model", ImageBytes.recipe + (forecast.model.map(format.bytes) ?? 0), .stage("file"))]
    return demand
  }
}

extension WeightFormat {
  /// Of what weights take as float32.
  var share: Double {
    switch self {
    case .float32: 1
    case .float16: 0.5
    }
  }
}

extension OutputFormat<any WritableImageFormat> {
  fileprivate func mostBytes(pixels: Double, channels: Double) -> Double {
    format.mostBytes(pixels: pixels, channels: Int(channels), quality: quality)
  }
}

extension StageForecast {
  /// What making the images of the stage before takes besides them.
  var sampling: [StageDemand.Part] {
    let size = images.flatMap { $0.isRendered ? Size2D(Int($0.height), Int($0.width)) : nil }
    return (model.flatMap(ModelDemand.init)?.sampling(programs, in: size) ?? []) + (images?.held ?? [])
  }
}
