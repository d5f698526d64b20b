public import ArtGAN
public import ArtSettings

/// One kind of step in a pipeline. A conforming type is a plugin: reading its settings is its initialiser, running it a
/// method, and the rest describes it.
///
/// Stages are values made from settings alone; everything else comes in with the ``StageContext``.
public protocol PipelineStage: Sendable {
  /// The name in documents: `sheet`.
  static var kind: String { get }
  /// One line for a list.
  static var summary: String { get }
  /// What the stage gives.
  static var output: ArtifactKind { get }
  /// Whether the stage takes the document's model and dataset.
  static var usesModelAndDataset: Bool { get }
  /// Whether the stage takes the document's images: the dataset, and those to evaluate by.
  static var usesDataset: Bool { get }
  /// Whether its work is worth keeping: it writes files, and is not run again while nothing it depends on has changed.
  static var isCached: Bool { get }

  /// Reads and checks the settings; see `SettingsReader` for how one function does both.
  init(_ settings: SettingsReader)

  /// What the stage takes from an earlier stage, under the settings it was given; empty for nothing.
  var accepts: Set<ArtifactKind> { get }
  /// Whether the stage also works without an input. An optional input is taken only from the stage right before it,
  /// or where `from` names one.
  var inputIsOptional: Bool { get }

  /// Why the stage cannot take from this one, with the setting to blame, where both fit by kind; nil where it can.
  func problem(takingFrom stage: any PipelineStage) -> (key: String, message: String)?
  /// Why the stage cannot do its work with images of this model, with the setting to blame; nil where it can.
  func problem(with model: ModelDefinition) -> (key: String, message: String)?
  /// The model that the stage gives, where that is known before anything runs; nil otherwise.
  func knownModel() -> ModelDefinition?
  /// The names of files and folders in the run folder that the stage writes, under its id.
  func outputNames(id: String) -> [String]
  /// What the result depends on besides the settings, the seed and the input, such as the content of a file. It is
  /// found without the work of the stage, and without decoding images.
  func dependencies(_ inputs: StageInputs) throws -> [String: SettingValue]
  /// Does the work.
  ///
  /// - Throws: any error; the runner adds which stage it was.
  func run(_ context: StageContext) throws -> StageResult
  /// The artifact of an earlier run, from the files that it wrote; called instead of ``run(_:)`` where they are still
  /// good.
  func restore(_ files: [String], _ services: StageServices) throws -> Artifact
  /// Of the files that the stage wrote, those that the user wants to hear of.
  func results(among files: [String]) -> [String]
}

extension PipelineStage {
  public static var usesModelAndDataset: Bool { false }
  public static var usesDataset: Bool { usesModelAndDataset }
  public static var isCached: Bool { true }
  public var inputIsOptional: Bool { false }
  public func problem(takingFrom stage: any PipelineStage) -> (key: String, message: String)? { nil }
  public func problem(with model: ModelDefinition) -> (key: String, message: String)? { nil }
  public func knownModel() -> ModelDefinition? { nil }
  public func outputNames(id: String) -> [String] { [] }
  public func dependencies(_ inputs: StageInputs) throws -> [String: SettingValue] { [:] }
  public func restore(_ files: [String], _ services: StageServices) throws -> Artifact { .files(files) }
  public func results(among files: [String]) -> [String] { files }
}

/// What a stage leaves behind.
public struct StageResult: Sendable {
  public var artifact: Artifact
  /// The files it wrote, as paths from the run folder.
  public var files: [String]
  /// How long the training was, where the stage trained a model.
  public var training: Manifest.TrainingRecord?

  public init(_ artifact: Artifact, files: [String] = [], training: Manifest.TrainingRecord? = nil) {
    self.artifact = artifact
    self.files = files
    self.training = training
  }
}
