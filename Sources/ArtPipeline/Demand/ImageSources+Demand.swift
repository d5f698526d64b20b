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

extension ImageForecast {
  fileprivate mutating func render(in size: Size2D?) {
    guard let size else { return }
    (height, width, isRendered) = (Double(size.height), Double(size.width), true)
  }
}
