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
    let sizes = images.sizes().map(sizing.size(of:))
    demand.memory = known.translating(sizes, forecast.programs)
    guard let largest = sizes.max(by: { $0.pixels < $1.pixels }) else { return demand }
    // The original, what the model sees and makes, and what is mixed; the file. Of several, some wait for their turn.
    let waiting = count == 1 && !images.isVideo ? 0.0 : 12
    demand.memory.append(.init("the image and its translation", (20 + waiting) * largest.pixels, .stage("input")))
    var output = ImageForecast(
      count: Double(count), tracks: 1, isWalk: false, height: Double(largest.height), width: Double(largest.width),
      channels: Double(model.imageShape.channels), rowLength: nil, isRendered: false)
    switch form {
    case .images(let format):
      let longest = sizes.max { max($0.height, $0.width) < max($1.height, $1.width) } ?? largest
      demand.forbid(.stage(sizing.scale == nil ? "size" : "scale")) { () throws(MediaError) in
        try format.format.check(width: longest.width, height: longest.height)
      }
      let bytes = sizes.map {
        ImageBytes.recipe + format.format.mostBytes(pixels: $0.pixels, channels: 4, quality: format.quality)
      }
      demand.disk = [.init(count == 1 ? "the translation" : "the translations", bytes.reduce(0, +), .stage("file"))]
    case .frames(let count, _):
      (output.count, output.isWalk) = (Double(count), true)
      demand.images = Double(count)
    case .video: break
    }
    demand.output = output
    return demand
  }
}

extension Size2D {
  fileprivate var pixels: Double { Double(height) * Double(width) }
}
