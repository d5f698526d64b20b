public import ArtData
public import ArtGAN
public import ArtSettings

/// A document that has been checked: everything in it exists and fits together. Nothing has been run.
public struct Plan: Sendable {
  public let document: Document
  /// The model that the document names; nil where it names none, as when a checkpoint is loaded.
  public let model: ModelDefinition?
  /// The images to train on; nil where no stage uses them.
  public let dataset: DatasetSpecification?
  /// Images kept apart from those, to evaluate by; nil where the document names none.
  public let reference: DatasetSpecification?
  public let stages: [PlannedStage]
  /// The layers and losses that files may name.
  public let components: ModelComponents
  /// The paths that the document names to be read.
  let paths: Set<String>
  /// The recipe that the plan makes a file of again; nil for a document of its own. Files then carry its document, which the
  /// plan has only a part of.
  var remade: Recipe?

  /// The names of files and folders that a run writes into its folder.
  var outputNames: [String] {
    Manifest.ownNames + stages.filter(\.stage.isCached).flatMap { [$0.id] + $0.stage.outputNames(id: $0.id) }
  }
}

/// A stage and what it is connected to.
public struct PlannedStage: Sendable {
  /// The stage's name, unique in the document.
  public let id: String
  public let stage: any PipelineStage
  /// The index of the stage that it takes from.
  public let input: Int?
  /// The settings as written, without id and from: what the stage does, wherever it stands.
  public let settings: SettingValue
  /// The files that they name.
  var files: [StageFile] = []

  public var kind: String { type(of: stage).kind }
}
