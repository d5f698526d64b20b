public import ArtData
public import ArtGAN

/// What is known of images before they are made.
public struct ImageForecast: Hashable, Sendable {
  /// Samples, or frames of each walk.
  public var count: Double
  /// Walks side by side; 1 for samples.
  public var tracks: Double
  public var isWalk: Bool
  public var height: Double
  public var width: Double
  public var channels: Double
  /// How many samples belong into a row; nil where that does not matter.
  public var rowLength: Double?
  /// Whether a size was asked for.
  public var isRendered: Bool
  /// How long the sound is that is heard with them; 0 where there is none.
  public var soundSeconds = 0.0
  /// What is in memory while they are made, beside the model.
  public var held: [StageDemand.Part] = []

  public var total: Double { count * tracks }
  public var bytesEach: Double { height * width * channels }
}

/// What is known of a stage's inputs before anything runs.
public struct StageForecast: Sendable {
  /// The model that the stage works with: the document's, or one that is loaded.
  public let model: ModelDefinition?
  /// Images of the stage before.
  public let images: ImageForecast?
  /// How many images the data set has, where that is known without reading it.
  public let datasetCount: Int?
  /// How these are used; nil where the document names none.
  public let dataset: DatasetSpecification?
  /// Whether the stage takes the model of an earlier one.
  public let takesModel: Bool
  /// How many images there are to evaluate by, where that is known.
  public let referenceCount: Int?
  /// What programs take on the device that will run them.
  let programs: ProgramMemories
}
