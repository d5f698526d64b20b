import ArtFiles
public import ArtSettings

/// Looks into folders. Names that begin with a dot are hidden and never seen.
enum Folder {
  /// What stands at a path, links followed; nil for nothing.
  ///
  /// - Throws: ``DatasetError`` where the system does not tell.
  static func info(_ path: String) throws(DatasetError) -> FileInfo? {
    try DatasetError.mapping { () throws(FileError) in try FileInfo.found(at: path) }
  }

  /// The names in a folder, in byte order, hidden ones left out.
  static func names(in path: String) throws(DatasetError) -> [String] {
    do throws(FileError) {
      return try Listing.names(in: path).filter { $0.utf8.first != UInt8(ascii: ".") }
    } catch {
      throw DatasetError(
        .unreadable, file: error.path, error.reason, advice: error.code == .denied ? "check its permissions" : nil)
    }
  }

  /// Where a path that leads nowhere was looked for, as the end of a message: `; looked for /home/ann/photos, since …`.
  /// Nothing for one that says so itself.
  static func place(of path: String, writtenAt location: SourceLocation?) -> String {
    guard !Paths.isAbsolute(path) else { return "" }
    let isInFile = location?.line != nil
    return "; looked for \(Paths.realPath(ofNew: path)), since relative paths start from the "
      + (isInFile ? "document's folder" : "current folder")
  }

  /// The name that was probably meant by a path that leads nowhere: a neighbour of its last part that exists.
  static func suggestion(for path: String) -> String? {
    let parts = Paths.split(path)
    guard let names = try? names(in: parts.folder), let near = closest(to: parts.name, in: names) else { return nil }
    return path.contains("/") ? Paths.join(parts.folder, near) : near
  }
}

extension SettingsReader {
  /// Logs a problem where a path that a key gives leads nowhere.
  public func checkExists(_ path: String, key: String) {
    guard !isDescribing, !path.isEmpty else { return }
    do throws(FileError) {
      guard try FileInfo.found(at: path) == nil else { return }
    } catch {
      problem(at: key, .file, "\(error)")
      return
    }
    problem(
      at: key, .file,
      "there is no file or folder '\(path)'" + Folder.place(of: path, writtenAt: written(key)?.location),
      suggestion: Folder.suggestion(for: path))
  }
}
