import ArtData
public import ArtFiles
import ArtGAN
import ArtGraph
public import ArtSettings
import Synchronization

/// Checks a document and finds everything that is wrong with it, before anything runs.
public struct Planner: Sendable {
  let tools: Toolbox
  /// What documents may read.
  private let access: ReadAccess
  /// Knows other places for paths; nil for none.
  private var lookup: PathLookup?
  /// Whether documents are to be run in a folder of their own, where some names are the run's.
  let isForRuns: Bool
  /// The most stages of a document.
  public static let mostStages = 1000

  /// - Parameters:
  ///   - tools: What documents can name.
  ///   - access: What they may read. A document that somebody else sent, or that was taken from an image, an archive or a
  ///     manifest, gets `ReadAccess.below(_:)` its own folder.
  ///   - lookup: Knows other places for paths; nil for none.
  ///   - isForRuns: Whether they are to be run in a folder of their own; ``UncachedRun`` needs none.
  public init(
    _ tools: Toolbox, access: ReadAccess = .everything, lookup: PathLookup? = nil, isForRuns: Bool = true
  ) {
    self.tools = tools
    self.access = access
    self.lookup = lookup
    self.isForRuns = isForRuns
  }

  var environment: SettingsEnvironment {
    var environment = tools.environment
    environment[ReadAccess.self] = access
    environment[PathLookup.self] = lookup
    return environment
  }

  /// Reads a document's file and plans it.
  ///
  /// - Parameters:
  ///   - file: The document's path.
  ///   - overrides: Changes from the command line.
  /// - Throws: `Problems`, all that there are.
  public func plan(file: String, overrides: [SettingOverride] = []) throws(Problems) -> Plan {
    try plan(SettingValue.read(file: file), overrides: overrides)
  }

  /// Plans a document that stands in no file; places in messages name `document.json`.
  ///
  /// - Parameters:
  ///   - text: The document, as JSON.
  ///   - overrides: Changes to it.
  /// - Throws: `Problems`, all that there are.
  public func plan(json text: String, overrides: [SettingOverride] = []) throws(Problems) -> Plan {
    try plan(.parse(text, file: "document.json"), overrides: overrides)
  }

  /// Plans a document: one that was read, or one that is written in Swift, `["model": "mlp-gan", "stages": ["train"]]`.
  ///
  /// - Throws: `Problems`, all that there are.
  public func plan(_ value: SettingValue, overrides: [SettingOverride] = []) throws(Problems) -> Plan {
    let paths = NamedPaths()
    var planner = self
    planner.lookup = paths.noting(lookup)
    return try planner.planned(value, overrides, paths)
  }

  private func planned(
    _ value: SettingValue, _ overrides: [SettingOverride], _ paths: NamedPaths
  ) throws(Problems) -> Plan {
    let value = try value.applying(overrides, shorthands: Document.shorthands)
    let log = ProblemLog()
    let reader = SettingsReader(value, environment: environment, log: log)
    let written = WrittenDocument(reader, self)
    reader.finish()
    if written.stages.isEmpty, log.isEmpty {
      reader.problem(
        at: "stages", .missing,
        "there is nothing to do: the list of stages is empty; "
          + "[\"train\", \"sample\", \"sheet\"] would train a model and show its images")
    }

    var stages = connect(written.stages, value, log)
    for index in stages.indices { stages[index].files = paths.files(of: written.stages[index].path) }
    if log.isEmpty { checkModel(stages, written.model?.definition, value, log) }
    let trains = written.stages.contains { $0.stage.map { type(of: $0).usesModelAndDataset } ?? false }
    if trains, !reader.has("model") {
      let known = tools.models.ids.joined(separator: ", ")
      reader.problem(at: nil, .missing, "the key 'model' is missing: which model to train; known models: \(known)")
    }
    let users = stages.map(\.stage).filter(\.usesImages) + (log.isEmpty ? stages.usingImagesForTheirModel : [])
    if let user = users.first, written.model == nil, !trains, written.dataset == nil {
      reader.problem(
        at: nil, .missing,
        "the key 'dataset' is missing: the images that '\(type(of: user).kind)' works with; write \"dataset\": \"FOLDER\""
      )
    }
    var dataset = users.isEmpty ? nil : readDataset(written.dataset, log)
    if !users.isEmpty, written.dataset == nil, let model = written.model { dataset = usualDataset(model, log) }
    if trains { checkInputs(of: dataset, for: written.model?.definition, value, log) }
    let reference = users.isEmpty ? nil : readDataset(written.reference, path: "reference", log)
    try log.check()
    return Plan(
      document: written.document(value), model: written.model?.definition,
      dataset: dataset, reference: reference, stages: stages, components: tools.components,
      paths: paths.all)
  }

  /// The images that a document names.
  func readDataset(
    _ value: SettingValue?, path: String = "dataset", _ log: ProblemLog
  ) -> DatasetSpecification? {
    guard let value else { return nil }
    return tools.datasets.read(value, path: path, in: environment, log: log)
  }
}

/// The paths that a document gives, noted while it is read.
private final class NamedPaths: Sendable {
  private let files = Mutex<[(setting: String, file: StageFile)]>([])

  /// A lookup that asks another one.
  func noting(_ other: PathLookup?) -> PathLookup {
    PathLookup { [self] path in
      let place = other?.place(path) ?? path.place
      files.withLock { $0.append((path.setting, StageFile(path, at: place))) }
      return place
    }
  }

  /// All so far, as they are found from the current folder.
  var all: Set<String> { files.withLock { Set($0.map(\.file.place)) } }

  /// The files that a stage names.
  ///
  /// - Parameter path: The stage's path in the document.
  func files(of path: String) -> [StageFile] {
    files.withLock { $0.filter { $0.setting.hasPrefix(path + ".") }.map(\.file) }
  }
}
