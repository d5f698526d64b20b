import ArtGAN
import ArtNN
import ArtSettings

extension SampleStage {
  /// The most images of one stage.
  public static let mostImages = 10_000_000

  public func demand(_ forecast: StageForecast) -> StageDemand {
    var demand = StageDemand()
    guard let model = forecast.model, var images = ModelDemand(model)?.images else { return demand }
    let classes = choice.classes.map { $0 == ["all"] ? max(model.classes.count, 1) : $0.count } ?? 1
    images.count = Double(count) * Double(classes)
    images.rowLength = classes > 1 ? Double(count) : nil
    images.render(in: size)
    if images.count > Double(Self.mostImages) {
      let message =
        "\(Counted.text(count, "image")) of each of \(Counted.text(classes)) classes are too many: "
        + "a stage makes at most \(Counted.text(Self.mostImages))"
      demand.impossible.append((.stage("count"), message))
    }
    demand.images = images.count
    demand.output = images
    return demand
  }
}

extension InterpolateStage {
  public func demand(_ forecast: StageForecast) -> StageDemand {
    var demand = StageDemand()
    guard let model = forecast.model, var images = ModelDemand(model)?.images else { return demand }
    images.count = Double(frames)
    images.tracks = Double(walks)
    images.isWalk = true
    images.render(in: size)
    // Each keyframe, and what a curve through all of them is made of.
    let keyframes = Double(keyframesPerWalk) * Double(walks) * Double(model.latent.size) * 4
    demand.memory = [.init("keyframes", 4 * keyframes, .stage("keyframes"))]
    demand.images = images.total
    demand.output = images
    return demand
  }
}

extension SheetStage {
  public func demand(_ forecast: StageForecast) -> StageDemand {
    var demand = StageDemand()
    guard let images = forecast.images else { return demand }
    let shown = images.isWalk ? min(Double(frames), images.count) * images.tracks : images.total
    let key = images.isWalk ? "frames" : "columns"
    let scale = Double(tiles.scale ?? TileSettings.scale(forTilesOf: Int(min(images.height, images.width))))
    let number = isNumbered ? max(12, images.height * scale / 3) : 0
    let (width, height) = (images.width * scale + Double(padding), images.height * scale + Double(padding) + number)
    let sheet = 1.5 * shown * width * height * images.channels
    demand.memory = forecast.sampling
    demand.memory.append(
      .init("\(Counted.text(Int(shown), "image")) for the sheet", shown * images.bytesEach, .stage(key)))
    demand.memory.append(
      .init("a sheet of \(Counted.text(Int(shown), "image"))", sheet, .stage(tiles.scale == nil ? key : "scale")))
    demand.disk = [.init("the sheet", shown * images.bytesEach * ImageBytes.file, .stage("file"))]
    demand.images = shown
    return demand
  }
}

extension ImagesStage {
  public func demand(_ forecast: StageForecast) -> StageDemand {
    var demand = StageDemand()
    guard let images = forecast.images else { return demand }
    let scale = Double(tiles.scale ?? 1)
    let each = images.bytesEach * scale * scale
    demand.memory = forecast.sampling + [.init("an image and its file", 3 * each, .stage("scale"))]
    // A file takes whole blocks of the disk.
    let file = max(4096, images.bytesEach * ImageBytes.file)
    demand.disk = [
      .init(
        Counted.text(Int(images.total), "file") + " of images", images.total * file, .stage("format")
      )
    ]
    demand.images = images.total
    return demand
  }
}

extension VideoStage {
  /// The most frames of a video: 115 hours at 24 a second.
  public static let mostFrames = 10_000_000

  public func problem(takingFrom stage: any PipelineStage) -> (key: String, message: String)? {
    guard let walk = stage as? InterpolateStage else { return nil }
    let frames = walk.frames * repeats
    guard frames > Self.mostFrames else { return nil }
    return (
      "repeats",
      "\(Counted.text(walk.frames, "frame")) shown \(Counted.text(repeats, "time")) are \(Counted.text(frames)); "
        + "a video has at most \(Counted.text(Self.mostFrames))"
    )
  }

  public func demand(_ forecast: StageForecast) -> StageDemand {
    var demand = StageDemand()
    guard let images = forecast.images else { return demand }
    let frames = images.count * Double(repeats)
    let columns = images.tracks.squareRoot().rounded(.up)
    let (wide, high) = (images.width * columns, images.height * (images.tracks / columns).rounded(.up))
    let side = size.map(Double.init) ?? (images.isRendered ? min(wide, high) : 512)
    let scale = side / min(wide, high)
    let pixels = wide * scale * high * scale
    demand.memory = forecast.sampling
    // Frames that wait, and those that the encoder looks at.
    demand.memory.append(
      .init("frames on their way", 60 * (pixels * 1.5 + images.tracks * images.bytesEach), .stage("size")))
    if frames > Double(Self.mostFrames) {
      demand.impossible.append(
        (.stage("repeats"), "a video has at most \(Counted.text(Self.mostFrames)) frames"))
    }
    demand.disk = [.init("the video", frames * pixels * ImageBytes.frame, .stage("size"))]
    demand.images = frames * images.tracks
    return demand
  }
}

extension PreviewStage {
  public func demand(_ forecast: StageForecast) -> StageDemand {
    var demand = StageDemand()
    guard let model = forecast.model, let images = ModelDemand(model)?.images else { return demand }
    let shown = min(Double(count), Double(forecast.datasetCount ?? count))
    let scale = Double(scale ?? TileSettings.scale(forTilesOf: Int(min(images.height, images.width))))
    let sheet = 2 * shown * images.bytesEach * scale * scale
    // As bytes, as numbers, and changed.
    demand.memory = [
      .init("images to show", shown * images.bytesEach * 14, .stage("count")),
      .init("the sheet", 2 * sheet, .stage("scale")),
    ]
    demand.disk = [.init("the sheet", 2 * shown * images.bytesEach * ImageBytes.file, .stage("file"))]
    return demand
  }
}

extension ExportStage {
  public func demand(_ forecast: StageForecast) -> StageDemand {
    var demand = StageDemand()
    guard let model = forecast.model.flatMap(ModelDemand.init) else { return demand }
    demand.memory = [.init("the model", model.checkpoint, .document(["model"]))]
    demand.disk = [.init("the model", model.weights, .stage("file"))]
    return demand
  }
}

extension StageForecast {
  /// What making images takes besides them.
  var sampling: [StageDemand.Part] { model.flatMap(ModelDemand.init)?.sampling ?? [] }
}

extension ImageForecast {
  fileprivate mutating func render(in size: Size2D?) {
    guard let size else { return }
    (height, width, isRendered) = (Double(size.height), Double(size.width), true)
  }
}
