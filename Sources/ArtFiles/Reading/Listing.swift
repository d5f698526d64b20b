#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Looks into folders.
public enum Listing {
  /// The names in a folder, in byte order.
  public static func names(in path: String) throws(FileError) -> [String] {
    do throws(SystemError) {
      return try Directory(path).names()
    } catch {
      throw FileError(error, .read, path, "cannot look into the folder")
    }
  }

  /// All files in a folder and its subfolders, as paths from it, in byte order of each level's names. Links are
  /// followed; names that begin with a dot are left out.
  public static func files(in root: String) throws(FileError) -> [String] {
    var found: [String] = []
    // Links can lead back up; each real folder is entered once.
    var visited: Set<FileInfo.Identity> = []
    var waiting = [""]
    while let folder = waiting.popLast() {
      let path = folder.isEmpty ? root : Paths.join(root, folder)
      if let info = FileInfo(path), !visited.insert(info.identity).inserted { continue }
      var subfolders: [String] = []
      for name in try names(in: path) where !name.hasPrefix(".") {
        let inner = folder.isEmpty ? name : "\(folder)/\(name)"
        switch FileInfo(Paths.join(root, inner))?.kind {
        case .folder: subfolders.append(inner)
        case .file, .special: found.append(inner)
        case .link, nil: break
        }
      }
      waiting.append(contentsOf: subfolders.reversed())
    }
    return found
  }
}
