public import ArtSettings
import ArtFiles

extension DatasetRegistry {
  /// Reads a set that is known by its name. It is its kind's, with the folder that it was fetched to for a path. A document
  /// may give another `path`, for a copy of one's own.
  func read(
    _ set: PublishedSet, _ value: SettingValue, path: String, in environment: SettingsEnvironment, log: ProblemLog
  ) -> DatasetSpecification {
    var object = value
    object["kind"] = SettingValue(.string(set.kind.kind), at: value.location)
    guard object["path"]?.isNull ?? true else { return read(object, set.kind, path, environment, log) }
    let fetched = environment.fetchedSets
    object["path"] = SettingValue(.string(fetched.folder(of: set) ?? set.name), at: nil)
    guard let folder = fetched.folder(of: set), fetched.hold(set) else {
      log.add(Problem(.file, fetched.absence(of: set), at: value.location, path: path))
      // Other mistakes are told with it; what its kind says of the path is not the user's.
      let others = ProblemLog()
      defer { for problem in others.problems where problem.path != "\(path).path" { log.add(problem) } }
      return read(object, set.kind, path, environment, others)
    }
    // The set is the same for all, so that a document that is not trusted may read it too.
    var environment = environment
    environment[ReadAccess.self] = environment[ReadAccess.self]?.adding(folder)
    return read(object, set.kind, path, environment, log)
  }

  private func read(
    _ object: SettingValue, _ kind: any DatasetSource.Type, _ path: String, _ environment: SettingsEnvironment,
    _ log: ProblemLog
  ) -> DatasetSpecification {
    Self.read(SettingsReader(object, path: path, environment: environment, log: log), kind: kind.kind, as: kind)
  }

  /// The settings of a published set: those of its kind, none of which must be written.
  public func describe(_ set: PublishedSet, in environment: SettingsEnvironment) -> [SettingDescription] {
    let settings = SettingsReader.describe(in: environment) { _ = Self.read($0, kind: nil, as: set.kind) }
    return settings.map { setting in
      guard setting.key == "path" else { return setting }
      var path = setting
      path.isRequired = false
      path.help = "A folder with a copy of your own; the fetched files where not given."
      return path
    }
  }
}

extension SettingsEnvironment {
  var publishedSets: PublishedSetRegistry { self[PublishedSetRegistry.self] ?? .standard }
  var fetchedSets: FetchedSets { self[FetchedSets.self] ?? FetchedSets(folder: nil) }
}
