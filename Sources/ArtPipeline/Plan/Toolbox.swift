public import ArtData
public import ArtEvaluation
public import ArtGAN
public import ArtMedia
public import ArtNN
public import ArtSettings

/// All that documents can name. Built once by the program, and never changed.
public struct Toolbox: Sendable {
  public let models: ModelRegistry
  public let datasets: DatasetRegistry
  public let stages: StageRegistry
  public let metrics: MetricRegistry
  public let imageFormats: ImageFormatRegistry
  public let videoFormats: VideoFormatRegistry
  public let augmentations: AugmentationRegistry
  /// The layers and losses that models are put together from.
  public let components: ModelComponents

  public init(
    models: ModelRegistry, datasets: DatasetRegistry, stages: StageRegistry, metrics: MetricRegistry = .standard,
    imageFormats: ImageFormatRegistry = .standard, videoFormats: VideoFormatRegistry = .standard,
    augmentations: AugmentationRegistry = .standard, layers: LayerRegistry = .standard,
    losses: LossRegistry = .standard
  ) {
    self.init(
      models: models, datasets: datasets, stages: stages, metrics: metrics, imageFormats: imageFormats,
      videoFormats: videoFormats, augmentations: augmentations,
      components: ModelComponents(layers: layers, losses: losses))
  }

  private init(
    models: ModelRegistry, datasets: DatasetRegistry, stages: StageRegistry, metrics: MetricRegistry,
    imageFormats: ImageFormatRegistry, videoFormats: VideoFormatRegistry, augmentations: AugmentationRegistry,
    components: ModelComponents
  ) {
    self.models = models
    self.datasets = datasets
    self.stages = stages
    self.metrics = metrics
    self.imageFormats = imageFormats
    self.videoFormats = videoFormats
    self.augmentations = augmentations
    self.components = components
  }

  /// The same tools, and more models.
  ///
  /// - Throws: `ModelRegistryError` where two models have the same name.
  public func adding(models more: [any ModelPlugin]) throws -> Toolbox {
    Toolbox(
      models: try models.adding(more), datasets: datasets, stages: stages, metrics: metrics, imageFormats: imageFormats,
      videoFormats: videoFormats, augmentations: augmentations, components: components)
  }

  /// The sets that readers of settings choose from.
  public var environment: SettingsEnvironment {
    var environment = SettingsEnvironment()
    environment[MetricRegistry.self] = metrics
    environment[ImageFormatRegistry.self] = imageFormats
    environment[VideoFormatRegistry.self] = videoFormats
    environment[AugmentationRegistry.self] = augmentations
    components.add(to: &environment)
    return environment
  }
}
