import ArtFiles
public import ArtSettings

/// The kinds of data sets that documents can name.
public typealias DatasetRegistry = Registry<any DatasetSource.Type>

extension Registry where Element == any DatasetSource.Type {
  /// The kinds that come with the library.
  public static var builtIn: [any DatasetSource.Type] {
    [
      BlossomsSource.self, StrokesSource.self, FolderSource.self, PairsSource.self, UnpairedSource.self,
      CIFARSource.self,
      IDXSource.self,
    ]
  }

  private static var noun: RegistryError.Noun { RegistryError.Noun("data set", "data sets") }

  /// The built-in kinds alone.
  public static var standard: DatasetRegistry { DatasetRegistry(checked: builtIn, noun) { $0.kind } }

  /// - Parameter sources: all that there are: `DatasetRegistry.builtIn + [MySource.self]`.
  /// - Throws: `RegistryError` if two kinds have the same name.
  public init(_ sources: [any DatasetSource.Type]) throws(RegistryError) {
    try self.init(Self.noun, sources) { $0.kind }
  }

  /// The settings of a kind; nil where there is none of this name.
  public func describe(_ kind: String, in environment: SettingsEnvironment) -> [SettingDescription]? {
    guard let source = self[kind] else { return nil }
    return SettingsReader.describe(in: environment) { _ = Self.read($0, kind: kind, as: source) }
  }

  /// Reads what a document says: the name of a kind or of a published set, the path of a folder or a file, or an object with
  /// a `kind` or a `path` and settings. Problems go to `log`.
  ///
  /// - Returns: nil where it cannot be told which kind is meant.
  public func read(
    _ value: SettingValue, path: String, in environment: SettingsEnvironment, log: ProblemLog
  ) -> DatasetSpecification? {
    guard let text = value.string else {
      return readObject(value, path: path, environment, log)
    }
    if let source = self[text] {
      let empty = SettingValue(.object([]), at: value.location)
      return Self.read(SettingsReader(empty, path: path, environment: environment, log: log), kind: nil, as: source)
    }
    if let set = environment.publishedSets[text] {
      return read(set, SettingValue(.object([]), at: value.location), path: path, in: environment, log: log)
    }
    guard let file = environment.resolve(text, from: value.location, path: path, log) else { return nil }
    guard FileInfo(file) != nil else {
      let known = ids + environment.publishedSets.ids
      let suggestion = closest(to: text, in: known) ?? Folder.suggestion(for: file)
      let place = suggestion == nil ? Folder.place(of: file, writtenAt: value.location) : ""
      log.add(
        Problem(
          .unknownName,
          "\"\(text)\" is neither a data set (\(known.joined(separator: ", "))) nor a file or folder\(place)",
          at: value.location, path: path, suggestion: suggestion))
      return nil
    }
    let object = SettingValue(
      .object([SettingValue.Member("path", at: value.location, value)]), at: value.location)
    return readObject(object, path: path, environment, log)
  }

  private func readObject(
    _ value: SettingValue, path: String, _ environment: SettingsEnvironment, _ log: ProblemLog
  ) -> DatasetSpecification? {
    let reader = SettingsReader(value, path: path, shorthand: "kind", environment: environment, log: log)
    guard value.members != nil else { return nil }
    if let kind = value["kind"], !kind.isNull {
      let sets = environment.publishedSets
      if let set = kind.string.flatMap({ sets[$0] }) {
        return read(set, value, path: path, in: environment, log: log)
      }
      guard let source = kind.string.flatMap({ self[$0] }) else {
        reportUnknown(kind, sets, reader)
        return nil
      }
      return Self.read(reader, kind: source.kind, as: source)
    }
    if let written = value["path"]?.string {
      guard let file = reader.resolve(written, at: "path") else { return nil }
      // The last of those given is asked first: a folder's own reader takes whatever no other wants.
      guard let source = all.last(where: { $0.recognizes(path: file) }) else {
        log.add(
          Problem(
            .unknownName,
            "no kind of data set takes \"\(written)\" for its own; say which with 'kind': "
              + ids.joined(separator: ", "), at: value["path"]?.location, path: "\(path).path"))
        return nil
      }
      return Self.read(reader, kind: source.kind, as: source)
    }
    log.add(
      Problem(
        .missing, "a data set needs a 'kind' (\(ids.joined(separator: ", "))) or a 'path'", at: value.location,
        path: path))
    return nil
  }

  /// Logs a wrong type or an unknown name.
  private func reportUnknown(_ kind: SettingValue, _ sets: PublishedSetRegistry, _ reader: SettingsReader) {
    guard let name = kind.string else {
      _ = reader.optionalChoice("kind", from: self, "")
      return
    }
    let known = ids + sets.ids
    let error = RegistryError.unknown(Self.noun, id: name, suggestion: closest(to: name, in: known), known: known)
    reader.problem(at: "kind", .unknownName, error.message, suggestion: error.suggestion)
  }

  /// Reads a kind's settings and those that all kinds have.
  static func read(
    _ reader: SettingsReader, kind: String?, as type: any DatasetSource.Type
  ) -> DatasetSpecification {
    if let kind { _ = reader.choice("kind", default: kind, among: [kind], "The kind of data set.") }
    var source = type.init(reader)
    if source.inputForm == .none { source = made(from: source, reader) }
    let augmentation = reader.nested("augment", "Random changes to the images of each batch.") { Augmentation($0) }
    let validation = reader.number(
      "validation", default: 0, in: 0...0.9, "The part of the images that is kept back to evaluate the result.")
    reader.finish()
    return DatasetSpecification(source: source, augmentation: augmentation, validation: validation)
  }

  /// The same images, with inputs that are made from them where that is asked for.
  private static func made(from source: any DatasetSource, _ reader: SettingsReader) -> any DatasetSource {
    let (making, loadSize) = (InputMaking(reader), LoadSize(reader))
    if let making { return MadePairs(of: source, making, loadSize: loadSize) }
    if loadSize.side != nil, !reader.has("make") {
      reader.problem(
        at: "loadSize", .conflict, "'loadSize' is for images that are translated: say with 'make' what from")
    }
    return source
  }
}
