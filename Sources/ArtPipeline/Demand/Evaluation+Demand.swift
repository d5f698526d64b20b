import ArtEvaluation
import ArtGAN
import ArtGraph
import ArtMedia
import ArtSettings
import ArtTensor

/// What comparing images takes.
private struct ComparisonDemand {
  let metrics: MetricRegistry
  let features: FeatureChoice
  let effort: EvaluationEffort
  /// Images that the model makes, and real ones.
  let made: Double
  let real: Double
  /// The setting that asks for so many.
  let setting: StageDemand.Setting

  /// Most feature networks have fewer.
  private static let featuresOfEach = 256.0

  func parts(_ model: ModelDefinition, _ forecast: StageForecast) -> [StageDemand.Part] {
    let (shape, count) = (model.imageShape, Double(forecast.datasetCount ?? 0))
    // The images of the data set, in another order; those that are compared, and their baseline.
    let images = (count + made + 2 * real) * Double(shape.count)
    let features = 4 * Self.featuresOfEach * (count + made + 2 * real)
    let most = metrics.all.map { $0.memory(images: min(made, real), shape: shape, effort: effort) }.max() ?? 0
    var parts = [
      StageDemand.Part("images that are compared", images + features, setting),
      StageDemand.Part("computing the metrics", most, setting),
    ]
    if let file = self.features.file(for: shape), let memory = forecast.programs.memory(ofFeatures: file) {
      parts.append(.init("the feature network", Double(memory.variables) + memory.working, .stage("features")))
    }
    return parts
  }
}

extension TrainingEvaluationSettings {
  /// Images that are generated and compared.
  func demand(_ model: ModelDefinition, _ forecast: StageForecast) -> [StageDemand.Part] {
    let compared = min(Double(images), Double(forecast.referenceCount ?? forecast.datasetCount ?? images))
    return ComparisonDemand(
      metrics: metrics, features: features, effort: .quick, made: min(Double(samples), compared), real: compared,
      setting: .stage("evaluate")
    ).parts(model, forecast)
  }
}

extension EvaluateStage {
  public func demand(_ forecast: StageForecast) -> StageDemand {
    var demand = StageDemand()
    guard let model = forecast.model else { return demand }
    let real = min(Double(images), Double(forecast.referenceCount ?? forecast.datasetCount ?? images))
    let made = min(samples.map(Double.init) ?? real, real)
    demand.images = made
    demand.memory = ModelDemand(model)?.sampling(forecast.programs) ?? []
    demand.memory += ComparisonDemand(
      metrics: metrics, features: features, effort: .full, made: made, real: real, setting: .stage("images")
    ).parts(model, forecast)
    demand.disk = [.init("the report", 65_536, .stage("metrics"))]
    if nearest > 0, made > 0, let images = ModelDemand(model)?.images {
      let scale = TileSettings.scale(forTilesOf: min(model.imageShape[0], model.imageShape[1]))
      demand.add(
        Sheet(padding: 4 * scale, scale: scale), of: min(nearest, Int(made)), images,
        sideBySide: model.translation.map { TranslationSheet.columns(isPaired: $0.isPaired) } ?? 2, as: PNGFormat(),
        named: model.translation == nil ? "the sheet of nearest images" : "the sheet of translations", .stage("nearest")
      )
    }
    return demand
  }
}
