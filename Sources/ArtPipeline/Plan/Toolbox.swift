public import ArtData
public import ArtEvaluation
public import ArtGAN
public import ArtMedia
public import ArtNN
public import ArtSettings
import Foundation

/// All that documents can name. Built once by the program, and never changed.
public struct Toolbox: Sendable {
  public private(set) var models: ModelRegistry
  public let datasets: DatasetRegistry
  /// The published data sets that documents can name.
  public let publishedSets: PublishedSetRegistry
  /// Where those lie that were fetched.
  public let fetchedSets: FetchedSets
  public private(set) var stages: StageRegistry
  public let metrics: MetricRegistry
  public let imageFormats: ImageFormatRegistry
  public let videoFormats: VideoFormatRegistry
  public let augmentations: AugmentationRegistry
  /// The ways to make inputs from images that data sets can name.
  public let inputMakers: InputMakerRegistry
  public let directionMethods: DirectionMethodRegistry
  /// The kinds of files that models are exported to.
  public private(set) var exportFormats: ExportFormatRegistry
  /// The kinds of files that models are imported from.
  public let importFormats: ImportFormatRegistry
  /// The layers and losses that models are put together from.
  public let components: ModelComponents

  /// The models, and artpipe's own parts in the place of whatever is left out.
  public init(
    models: ModelRegistry, datasets: DatasetRegistry = .standard, publishedSets: PublishedSetRegistry = .standard,
    fetchedSets: FetchedSets = .ofUser, stages: StageRegistry = .standard, metrics: MetricRegistry = .standard,
    imageFormats: ImageFormatRegistry = .standard, videoFormats: VideoFormatRegistry = .standard,
    augmentations: AugmentationRegistry = .standard, inputMakers: InputMakerRegistry = .standard,
    directionMethods: DirectionMethodRegistry = .standard, exportFormats: ExportFormatRegistry = .standard,
    importFormats: ImportFormatRegistry = .standard,
    layers: LayerRegistry = .standard, losses: LossRegistry = .standard
  ) {
    self.models = models
    self.datasets = datasets
    self.publishedSets = publishedSets
    self.fetchedSets = fetchedSets
    self.stages = stages
    self.metrics = metrics
    self.imageFormats = imageFormats
    self.videoFormats = videoFormats
    self.augmentations = augmentations
    self.inputMakers = inputMakers
    self.directionMethods = directionMethods
    self.exportFormats = exportFormats
    self.importFormats = importFormats
    components = ModelComponents(layers: layers, losses: losses)
  }

  /// The same tools, and more models.
  ///
  /// - Throws: `ModelRegistryError` where two models have the same name.
  public func adding(models more: [any ModelPlugin]) throws -> Toolbox {
    var tools = self
    tools.models = try models.adding(more)
    return tools
  }

  /// The same tools, and the models of files, whatever is wrong with these: see `ModelRegistry.adding(files:)`.
  public func adding(modelFiles files: [ModelFile]) -> Toolbox {
    var tools = self
    tools.models = models.adding(files: files)
    return tools
  }

  /// The same tools, and more stages, but for those whose names are taken already.
  public func adding(missingStages more: [any PipelineStage.Type]) -> Toolbox {
    var tools = self
    tools.stages = stages.adding(missing: more)
    return tools
  }

  /// The same tools, and more formats to export to, but for those whose names are taken already.
  public func adding(missingExportFormats more: [any ExportFormat.Type]) -> Toolbox {
    var tools = self
    tools.exportFormats = exportFormats.adding(missing: more)
    return tools
  }

  /// The sets that readers of settings choose from.
  public var environment: SettingsEnvironment {
    var environment = SettingsEnvironment()
    environment[PublishedSetRegistry.self] = publishedSets
    environment[FetchedSets.self] = fetchedSets
    environment[MetricRegistry.self] = metrics
    environment[ImageFormatRegistry.self] = imageFormats
    environment[VideoFormatRegistry.self] = videoFormats
    environment[AugmentationRegistry.self] = augmentations
    environment[InputMakerRegistry.self] = inputMakers
    environment[DirectionMethodRegistry.self] = directionMethods
    environment[ExportFormatRegistry.self] = exportFormats
    components.add(to: &environment)
    return environment
  }
}

extension FetchedSets {
  /// In the user's cache folder.
  public static var ofUser: FetchedSets { FetchedSets(environment: ProcessInfo.processInfo.environment) }
}
