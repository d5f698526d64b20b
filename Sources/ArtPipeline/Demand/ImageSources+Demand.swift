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
    if sound != nil { images.soundSeconds = Double(frames) / framesPerSecond }
    images.render(in: size)
    images.held = [.keyframes(Double(keyframesPerWalk) * Double(walks), of: model)]
    demand.memory = images.held
    demand.add(pace, of: model, tracks: walks, pieces: keyframesPerWalk, forecast.programs)
    demand.images = images.total
    demand.output = images
    return demand
  }
}

extension StoryboardStage {
  public func demand(_ forecast: StageForecast) -> StageDemand {
    var demand = StageDemand()
    guard let model = forecast.model, var images = ModelDemand(model)?.images else { return demand }
    let scenes = scenes ?? (1...Self.usualScenes).map { Scene(sample: $0) }
    images.count = (try? schedule(scenes).time.count).map(Double.init) ?? 0
    images.isWalk = true
    if sound != nil { images.soundSeconds = images.count / framesPerSecond }
    images.render(in: size)
    images.held = [.keyframes(Double(scenes.count), of: model, "scenes")]
    demand.memory = images.held
    demand.add(pace, of: model, tracks: 1, pieces: scenes.count, forecast.programs)
    demand.images = images.total
    demand.output = images
    return demand
  }
}

extension StageDemand {
  /// Adds what measuring a constant pace takes.
  fileprivate mutating func add(
    _ pace: PaceSettings, of model: ModelDefinition, tracks: Int, pieces: Int, _ programs: ProgramMemories
  ) {
    guard pace.isConstant, let parts = ModelDemand(model) else { return }
    memory += parts.measuring(by: pace.distance(in: model), programs)
    // Numbers of steps, and their text.
    let steps = Double(tracks) * Double(pieces) * 2 * Double(PaceSearch.mostSteps)
    memory.append(.init("the measured pace", 200 * steps, .stage("pace")))
    disk += [.init("the measured pace", 200 * steps, .stage("pace")), .init("a chart", 1e5, .stage("pace"))]
  }
}

extension StageDemand.Part {
  /// Keyframes, and the curve through all of them in double precision with its bends.
  static func keyframes(_ count: Double, of model: ModelDefinition, _ key: String = "keyframes") -> Self {
    .init(key, count * (24 * Double(model.pointSize) + 200), .stage(key))
  }
}

extension ImageForecast {
  mutating func render(in size: Size2D?) {
    guard let size else { return }
    (height, width, isRendered) = (Double(size.height), Double(size.width), true)
  }
}
