import ArtFiles

extension SettingsReader {
  /// The path of a file or folder, which may be left out. Relative paths start from the folder of the document they are
  /// written in; `~` is the home folder.
  public func optionalPath(_ key: String, _ help: String) -> String? {
    guard let value = look(SettingDescription(key, .path, help: help)), let text = text(value, key: key) else {
      return nil
    }
    return resolve(text, at: key)
  }

  /// The path of a file or folder, which must be written; empty where it is not, with a problem logged.
  public func requiredPath(_ key: String, _ help: String) -> String {
    guard let value = look(SettingDescription(key, .path, isRequired: true, help: help)),
      let text = text(value, key: key)
    else { return "" }
    return resolve(text, at: key) ?? ""
  }

  /// A path that a key gives, for settings whose text is not always one.
  ///
  /// - Returns: nil, with a problem logged, where the document may not read it.
  public func resolve(_ text: String, at key: String) -> String? {
    environment.resolve(text, from: written(key)?.location ?? location, path: path(of: key), log)
  }

  /// Logs a problem where the document may not read a file that is found beside the one that a key gives.
  public func checkAccess(_ found: String, at key: String) {
    _ = environment.resolve(found, from: nil, path: path(of: key), log)
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
    guard let access = self[ReadAccess.self], location?.isOption != true, let reason = access.refusal(of: found)
    else { return found }
    log.add(
      Problem(
        .access, "\(found) \(reason), since it is not trusted: move it there, or give --allow-read \(found)",
        at: location, path: path))
    return nil
  }
}
