public import ArtData
public import ArtGAN

/// All that documents can name. Built once by the program, and never changed.
public struct Toolbox: Sendable {
  public let models: ModelRegistry
  public let datasets: DatasetRegistry
  public let stages: StageRegistry

  public init(models: ModelRegistry, datasets: DatasetRegistry, stages: StageRegistry) {
    self.models = models
    self.datasets = datasets
    self.stages = stages
  }
}
