import ArtGAN
import ArtMedia
import ArtNN
import ArtSettings
import ArtTensor

extension TranslateStage {
  public func demand(_ forecast: StageForecast) -> StageDemand {
    var demand = StageDemand()
    let count = images.files.count
    demand.images = Double(count)
    guard let model = forecast.model, model.kind == .image, let known = ModelDemand(model) else { return demand }
    // Of a folder nothing is decoded before it is translated: then they are taken to be as large as those that the model has learnt on.
    guard let size = images.size.map(sizing.size(of:)) else {
      demand.memory = known.sampling(forecast.programs)
      return demand
    }
    demand.memory = known.sampling(forecast.programs, in: size)
    let pixels = Double(size.height) * Double(size.width)
    // The original, what the model sees and makes, and what is mixed; the file.
    demand.memory.append(.init("the image and its translation", 20 * pixels, .stage("input")))
    var output = ImageForecast(
      count: 1, tracks: 1, isWalk: false, height: Double(size.height), width: Double(size.width),
      channels: Double(model.imageShape.channels), rowLength: nil, isRendered: false)
    switch form {
    case .images(let format):
      demand.forbid(.stage(sizing.scale == nil ? "size" : "scale")) { () throws(MediaError) in
        try format.format.check(width: size.width, height: size.height)
      }
      let bytes = format.format.mostBytes(pixels: pixels, channels: 4, quality: format.quality)
      demand.disk = [.init("the translation", ImageBytes.recipe + bytes, .stage("file"))]
    case .frames(let count, _):
      (output.count, output.isWalk) = (Double(count), true)
      demand.images = Double(count)
    case .video: break
    }
    demand.output = output
    return demand
  }
}
