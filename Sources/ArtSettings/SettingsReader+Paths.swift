import ArtFiles

extension SettingsReader {
  /// The path of a file or folder, which may be left out. Relative paths start from the folder of the document they are
  /// written in; `~` is the home folder.
  ///
  /// - Parameters:
  ///   - key: The setting.
  ///   - help: What it is, for people.
  ///   - named: The place of what comes with the program under a name, which every document may read; nil for other texts.
  ///     What the user has of that name, and the document may read, comes first.
  public func optionalPath(
    _ key: String, _ help: String, orNamed named: (String) -> String? = { _ in nil }
  ) -> String? {
    path(SettingDescription(key, .path, help: help), orNamed: named)
  }

  /// The path of a file or folder, which must be written; empty where it is not, with a problem logged.
  ///
  /// - Parameters:
  ///   - key: The setting.
  ///   - help: What it is, for people.
  ///   - named: As of ``optionalPath(_:_:orNamed:)``.
  public func requiredPath(_ key: String, _ help: String, orNamed named: (String) -> String? = { _ in nil }) -> String {
    path(SettingDescription(key, .path, isRequired: true, help: help), orNamed: named) ?? ""
  }

  private func path(_ description: SettingDescription, orNamed named: (String) -> String?) -> String? {
    let key = description.key
    guard let value = look(description), let text = text(value, key: key) else { return nil }
    if let file = named(text) {
      let place = written(key)?.location ?? location
      let own = Paths.resolve(text, from: place?.folder)
      let access = place?.isOption == true ? nil : environment[ReadAccess.self]
      if FileInfo(own) == nil || access?.refusal(of: own) != nil { return file }
    }
    return resolve(text, at: key)
  }

  /// A path that a key gives, for settings whose text is not always one.
  ///
  /// - Returns: nil, with a problem logged, where the document may not read it.
  public func resolve(_ text: String, at key: String) -> String? {
    environment.resolve(text, from: written(key)?.location ?? location, path: path(of: key), log)
  }

  /// Logs a problem where the document may not read a file that is found beside the one that a key gives.
  public func checkAccess(_ found: String, at key: String) {
    _ = environment.allowed(found, from: nil, path: path(of: key), log)
  }

  /// A file's name in a folder that the program writes to, which may be left out.
  public func optionalFileName(_ key: String, _ help: String) -> String? {
    guard let name = optionalString(key, help) else { return nil }
    guard let reason = Paths.fault(ofName: name) else { return name }
    problem(at: key, .outOfRange, "expected a plain file name, found \"\(name)\": \(reason)")
    return nil
  }
}

extension SettingsEnvironment {
  /// A path that a document gives, from its own folder on. This is the one place where paths of documents are let through:
  /// what `environment[ReadAccess.self]` does not allow is a problem. Options on the command line are the user's own, and
  /// read whatever the user can.
  ///
  /// - Parameters:
  ///   - text: The path as written.
  ///   - location: Where it is written.
  ///   - path: The setting.
  ///   - log: Gets the problem.
  /// - Returns: nil where the document may not read it.
  public func resolve(
    _ text: String, from location: SourceLocation?, path: String, _ log: ProblemLog
  ) -> String? {
    let found = Paths.resolve(text, from: location?.folder)
    if found.utf8.contains(0) {
      log.add(Problem(.outOfRange, "expected a path, found one with a NUL in it", at: location, path: path))
      return nil
    }
    let place = self[PathLookup.self]?.place(NamedPath(setting: path, text: text, location: location, place: found))
    return allowed(place ?? found, from: location, path: path, log)
  }

  fileprivate func allowed(
    _ found: String, from location: SourceLocation?, path: String, _ log: ProblemLog
  ) -> String? {
    guard let access = self[ReadAccess.self], location?.isOption != true, let reason = access.refusal(of: found)
    else { return found }
    log.add(
      Problem(
        .access, "\(found) \(reason), since it is not trusted: move it there, or give --allow-read \(found)",
        at: location, path: path))
    return nil
  }
}

/// A path as a document gives it.
public struct NamedPath: Hashable, Sendable {
  /// The setting: `stages[1].points`.
  public let setting: String
  /// What is written.
  public let text: String
  public let location: SourceLocation?
  /// Where that leads.
  public let place: String
}

/// Hears of each path that a document gives, before it is known whether the document may read it, and may know another
/// place for it.
public struct PathLookup: Sendable {
  /// Gives the place to take.
  public let place: @Sendable (NamedPath) -> String

  public init(place: @escaping @Sendable (NamedPath) -> String) {
    self.place = place
  }
}
