extension RunFolder {
  /// The files that a run which was killed may have left behind, as paths from this folder.
  public func temporaryFiles() throws(FileError) -> [String] {
    try files(below: Self.temporaryFolder).filter { TemporaryFile.isName(Paths.split($0).name) }
  }

  /// Removes a folder in this one, and those in it, where there is no file in it.
  public func removeEmptyFolders(_ name: String) throws(FileError) {
    guard try kind(of: name) == .folder else { return }
    for inner in try names(in: name) { try removeEmptyFolders("\(name)/\(inner)") }
    if try names(in: name).isEmpty { try remove(name) }
  }

  /// The first of `name.1`, `name.2`, … that nothing in the folder is called.
  public func freeName(for name: String) throws(FileError) -> String {
    var number = 1
    while try kind(of: "\(name).\(number)") != nil { number += 1 }
    return "\(name).\(number)"
  }

  /// Gives a file or folder another name in the same folder, which nothing has.
  ///
  /// - Throws: ``FileError`` where it cannot be.
  public func rename(_ name: String, to other: String) throws(FileError) {
    let place = file(name)
    do throws(SystemError) {
      let from = try place.located()
      let to = try file(other).located()
      try from.folder.rename(from.name, toFree: to.name, in: to.folder)
      try to.folder.synchronize()
    } catch {
      throw place.failure(error, "cannot be renamed")
    }
  }

  /// The paths from this folder of a file, or of all files in a folder of this one and below, in byte order of each
  /// level's names. Links are left out.
  public func files(below name: String) throws(FileError) -> [String] {
    switch try kind(of: name) {
    case .file: return [name]
    case .folder:
      var files: [String] = []
      for inner in try names(in: name) { files += try self.files(below: "\(name)/\(inner)") }
      return files
    case .link, .special, nil: return []
    }
  }
}
