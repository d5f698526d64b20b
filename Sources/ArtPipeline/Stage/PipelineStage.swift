public import ArtFiles
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
  /// The same under the settings that the stage was given; as for its kind, unless it says otherwise.
  var isCached: Bool { get }
  /// Whether its files take long to make again, as those of a training do. Such a file is moved aside, not removed, where
  /// the stage does not write it any more, and it is looked at for damage also where the stage has other settings now.
  static var isCostly: Bool { get }
  /// Whether the stage itself moves aside what it cannot go on from, as soon as what it begins anew stands; else the runner
  /// does so before it runs the stage.
  static var makesRoom: Bool { get }

  /// The settings that none of its outputs follow from: another value of one is no reason to run the stage again.
  static var settingsWithoutEffect: Set<String> { get }

  /// Whether the stage takes the document's images under the settings it was given.
  var usesImages: Bool { get }
  /// Whether the stage takes the document's images for the sake of the model that it works with, though its settings alone do
  /// not ask for them.
  func usesImages(with model: ModelDefinition) -> Bool

  /// Reads and checks the settings; see `SettingsReader` for how one function does both.
  init(_ settings: SettingsReader)

  /// What the stage takes from an earlier stage, under the settings it was given; empty for nothing.
  var accepts: Set<ArtifactKind> { get }
  /// Whether the stage also works without an input. An optional input is taken only from the stage right before it,
  /// or where `from` names one.
  var inputIsOptional: Bool { get }

  /// Settings that the stage which it takes from gets where the document does not write them, such as the checkpoints that a
  /// training is to keep. Keys that it does not know are left out.
  var asksOfInput: [String: SettingValue] { get }

  /// Whether images that the stage gives are those of single points of a model, so that something can lead from one to the
  /// next, and each has its class.
  static var givesPoints: Bool { get }
  /// Whether images that the stage takes must be those of single points, under the settings it was given.
  var needsPoints: Bool { get }

  /// Why the stage cannot take from this one, with the setting to blame, where both fit by kind; nil where it can.
  func problem(takingFrom stage: any PipelineStage) -> (key: String, message: String)?
  /// How many images the stage gives to those that name them by their numbers; nil where that is not known, or there are
  /// none to name.
  ///
  /// - Parameter classes: How many classes the model knows; nil where only its training tells.
  func imageCount(classes: Int?) -> Int?
  /// Why the stage cannot take so many images, with the setting to blame; nil where it can.
  func problem(takingImages count: Int) -> (key: String, message: String)?
  /// Which models the stage works with, by what they start from, where it takes a model.
  static var modelKinds: Set<ModelKind> { get }
  /// Why the stage cannot do its work with images of this model, with the setting to blame; nil where it can.
  func problem(with model: ModelDefinition) -> (key: String, message: String)?
  /// The model that the stage gives, where that is known before anything runs; nil otherwise.
  func knownModel() -> ModelDefinition?
  /// What the stage will take of the machine, as far as that is known before anything runs. The plan refuses what the
  /// machine does not have: of memory near what will be taken, of disk the most that may be written.
  func demand(_ forecast: StageForecast) -> StageDemand
  /// The names of files and folders in the run folder that the stage writes, under its id.
  func outputNames(id: String) -> [String]
  /// Whether one of ``outputNames(id:)`` is a folder.
  func isFolder(_ output: String, id: String) -> Bool
  /// Whether the stage may write a file of this path from the run folder into one of its folders. A command that runs the
  /// stage looks whose such a file is before it replaces it.
  func mayWrite(_ file: String, id: String) -> Bool
  /// Whether a file in the run folder is by its name one that the stage writes. `artpipe runs clean` removes no file of a
  /// training that was moved aside before it was recorded, unless this says so.
  ///
  /// - Parameters:
  ///   - file: The path from the run folder.
  ///   - id: The stage's id.
  func isOwnFile(_ file: String, id: String) -> Bool
  /// Whether a file that carries no recipe, such as JSON, has the form that the stage gives to the file of this name. A
  /// command that runs the stage leaves any other file alone.
  func recognizes(_ file: String, in folder: RunFolder, id: String) -> Bool
  /// Whether a file which a person named for the stage's output may be written over, as its content tells. A command that runs
  /// the stage refuses to otherwise.
  func mayReplace(_ file: borrowing FileReader) -> Bool
  /// Whether the stage reads images of a folder, besides those of the document's dataset. Nothing is written into it where
  /// the document names the folder.
  func takesImages(from folder: String) -> Bool
  /// Whether ``mend(_:_:)`` can use what is good in a file of the stage, by the file's path from the run folder. Such a file
  /// stays where it is when the stage runs, though it was changed, and the stage itself moves it aside.
  func mends(_ file: String, id: String) -> Bool
  /// What the result depends on besides the settings, the seed and the input, such as the content of a file. It is
  /// found without the work of the stage, and without decoding images.
  func dependencies(_ inputs: StageInputs) throws -> [String: SettingValue]
  /// What ``run(_:)`` would do with this context, found without the work of the stage and without writing anything. Where
  /// it begins anew, what is there is moved aside (``outputNames(id:)``).
  ///
  /// - Throws: What ``run(_:)`` would throw at its start.
  func prospect(_ context: StageContext) throws -> StageProspect
  /// Does the work.
  ///
  /// - Throws: any error; the runner adds which stage it was.
  func run(_ context: StageContext) throws -> StageResult
  /// Keeps what is good in a file of an earlier run that came to its end, which was changed since, and moves the file as it
  /// was aside; for those that ``mends(_:id:)`` names. The rest of the stage's work stays as it is.
  func mend(_ file: String, _ context: StageContext) throws
  /// The artifact of an earlier run, from the files that it wrote; called instead of ``run(_:)`` where they are still
  /// good.
  func restore(_ files: [String], _ context: StageContext) throws -> Artifact
  /// Of the files that the stage wrote, those that the user wants to hear of.
  func results(among files: [String]) -> [String]
}

extension PipelineStage {
  public static var usesModelAndDataset: Bool { false }
  public static var usesDataset: Bool { usesModelAndDataset }
  public var usesImages: Bool { Self.usesDataset }
  public func usesImages(with model: ModelDefinition) -> Bool { false }
  public static var isCached: Bool { true }
  public var isCached: Bool { Self.isCached }
  public static var isCostly: Bool { false }
  public static var makesRoom: Bool { false }
  public static var settingsWithoutEffect: Set<String> { [] }
  public var inputIsOptional: Bool { false }
  public var asksOfInput: [String: SettingValue] { [:] }
  public static var givesPoints: Bool { true }
  public var needsPoints: Bool { false }
  public func problem(takingFrom stage: any PipelineStage) -> (key: String, message: String)? { nil }
  public func imageCount(classes: Int?) -> Int? { nil }
  public func problem(takingImages count: Int) -> (key: String, message: String)? { nil }
  public static var modelKinds: Set<ModelKind> { [.noise] }
  public func problem(with model: ModelDefinition) -> (key: String, message: String)? { nil }
  public func knownModel() -> ModelDefinition? { nil }
  public func demand(_ forecast: StageForecast) -> StageDemand { StageDemand() }
  public func outputNames(id: String) -> [String] { [] }
  public func isFolder(_ output: String, id: String) -> Bool { false }
  public func mayWrite(_ file: String, id: String) -> Bool { false }
  public func isOwnFile(_ file: String, id: String) -> Bool { false }
  public func recognizes(_ file: String, in folder: RunFolder, id: String) -> Bool { false }
  public func mayReplace(_ file: borrowing FileReader) -> Bool { true }
  public func takesImages(from folder: String) -> Bool { false }
  public func mends(_ file: String, id: String) -> Bool { false }
  public func mend(_ file: String, _ context: StageContext) throws {}
  public func dependencies(_ inputs: StageInputs) throws -> [String: SettingValue] { [:] }
  public func prospect(_ context: StageContext) throws -> StageProspect { .runs }
  public func restore(_ files: [String], _ context: StageContext) throws -> Artifact { .files(files) }
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
