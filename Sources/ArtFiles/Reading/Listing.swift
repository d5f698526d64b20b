/// Looks into folders.
public enum Listing {
  /// The names in a folder, in byte order.
  public static func names(in path: String) throws(FileError) -> [String] { try entries(in: path).map(\.name) }

  /// All that is no folder in a folder and its subfolders, as paths from it, in byte order of each level's names. Links
  /// are followed; names that begin with a dot are left out.
  public static func files(in root: String) throws(FileError) -> [String] {
    var found: [String] = []
    // Links can lead back up; each real folder is entered once.
    var visited: Set<FileInfo.Identity> = []
    var waiting = [""]
    while let folder = waiting.popLast() {
      let path = folder.isEmpty ? root : Paths.join(root, folder)
      if let info = FileInfo(path), !visited.insert(info.identity).inserted { continue }
      var subfolders: [String] = []
      for entry in try entries(in: path) where !Paths.isHidden(entry.name) {
        let inner = folder.isEmpty ? entry.name : "\(folder)/\(entry.name)"
        switch entry.kind {
        case .file, .special: found.append(inner)
        case .folder: subfolders.append(inner)
        // A link to nothing is told of too: to open it says what is wrong.
        case .link, nil:
          if FileInfo.isFolder(Paths.join(root, inner)) { subfolders.append(inner) } else { found.append(inner) }
        }
      }
      waiting.append(contentsOf: subfolders.reversed())
    }
    return found
  }

  private static func entries(in path: String) throws(FileError) -> [Directory.Entry] {
    do throws(SystemError) {
      return try Directory(path).entries()
    } catch {
      throw FileError(error, .read, path, "cannot look into the folder")
    }
  }
}
