public import ArtSettings

/// The kinds of data sets that documents can name. A value: built once, never changed.
public struct DatasetRegistry: Sendable {
  private let sources: [any DatasetSource.Type]

  /// The kinds that come with the library.
  public static let builtIn: [any DatasetSource.Type] = [
    BlossomsSource.self, StrokesSource.self, FolderSource.self, IDXSource.self,
  ]

  /// - Throws: ``DatasetError`` where two kinds have the same name.
  public init(_ sources: [any DatasetSource.Type] = builtIn) throws(DatasetError) {
    var names: Set<String> = []
    for source in sources where !names.insert(source.kind).inserted {
      throw DatasetError(.invalidArgument, "two kinds of data sets are named '\(source.kind)'")
    }
    self.sources = sources
  }

  /// The names of all kinds, in the order in which they were given.
  public var kinds: [String] { sources.map { $0.kind } }

  /// The kind of this name.
  public subscript(kind: String) -> (any DatasetSource.Type)? { sources.first { $0.kind == kind } }

  /// The settings of a kind; nil where there is none of this name.
  public func describe(_ kind: String) -> [SettingDescription]? {
    guard let source = self[kind] else { return nil }
    return SettingsReader.describe { _ = Self.read($0, kind: kind, as: source) }
  }

  /// Reads what a document says: the name of a kind, the path of a folder or a file, or an object with a `kind` or a
  /// `path` and settings. Problems go to `log`.
  ///
  /// - Returns: nil where it cannot be told which kind is meant.
  public func read(_ value: SettingValue, path: String, log: ProblemLog) -> DatasetSpecification? {
    guard let text = value.string else {
      return readObject(value, path: path, log: log)
    }
    if let source = self[text] {
      let empty = SettingValue(.object([]), at: value.location)
      return Self.read(SettingsReader(empty, path: path, log: log), kind: nil, as: source)
    }
    let file = resolvePath(text, from: value.location?.folder)
    guard Folder.kind(of: file) != .nothing else {
      let suggestion = closest(to: text, in: kinds) ?? Folder.suggestion(for: file)
      log.add(
        Problem(
          .unknownName,
          "\"\(text)\" is neither a kind of data set (\(kinds.joined(separator: ", "))) nor a file or folder",
          at: value.location, path: path, suggestion: suggestion))
      return nil
    }
    let object = SettingValue(
      .object([SettingValue.Member("path", at: value.location, value)]), at: value.location)
    return readObject(object, path: path, log: log)
  }

  private func readObject(_ value: SettingValue, path: String, log: ProblemLog) -> DatasetSpecification? {
    let reader = SettingsReader(value, path: path, shorthand: "kind", log: log)
    guard value.members != nil else { return nil }
    let name: String
    if let kind = value["kind"], !kind.isNull {
      // The choice itself reports a wrong type or an unknown name.
      name = kind.string ?? ""
    } else if let written = value["path"]?.string {
      name = PathSniffer.kind(of: resolvePath(written, from: value["path"]?.location?.folder))
    } else {
      log.add(
        Problem(
          .missing, "a data set needs a 'kind' (\(kinds.joined(separator: ", "))) or a 'path'", at: value.location,
          path: path))
      return nil
    }
    guard let source = self[name] else {
      _ = reader.choice("kind", default: kinds.first ?? "", among: kinds, "")
      return nil
    }
    return Self.read(reader, kind: name, as: source)
  }

  /// Reads a kind's settings and those that all kinds have.
  private static func read(
    _ reader: SettingsReader, kind: String?, as type: any DatasetSource.Type
  ) -> DatasetSpecification {
    if let kind { _ = reader.choice("kind", default: kind, among: [kind], "The kind of data set.") }
    let source = type.init(reader)
    let augmentation = reader.nested("augment", "Random changes to the pictures of each batch.") { Augmentation($0) }
    let validation = reader.number(
      "validation", default: 0, in: 0...0.9, "The part of the pictures that is kept back to judge the result.")
    reader.finish()
    return DatasetSpecification(source: source, augmentation: augmentation, validation: validation)
  }
}
