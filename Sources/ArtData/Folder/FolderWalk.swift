import ArtFiles

/// All that lies in a folder and its subfolders, each real folder once.
///
/// Links are followed. A folder is known by its own name, not by a link's: a link to a folder that lies here too, or to
/// one that another link leads to, is passed over. So are the folders of runs.
struct FolderWalk {
  /// Files and links to files, as paths from the folder, in byte order of each level's names, those of a level before
  /// those of its subfolders.
  private(set) var files: [String] = []
  /// What cannot be entered or is no file.
  private(set) var rejected: [RejectedFile] = []

  /// - Throws: ``DatasetError`` where the folder itself cannot be looked into.
  init(_ root: String, isRecursive: Bool) throws(DatasetError) {
    var tree = Tree(root: root, isRecursive: isRecursive)
    try tree.look()
    var waiting = [0]
    while let number = waiting.popLast() {
      files += tree.levels[number].files
      rejected += tree.levels[number].rejected
      waiting += tree.levels[number].subfolders.compactMap(\.level).reversed()
    }
  }

  private struct Level {
    var path: String
    var files: [String] = []
    var rejected: [RejectedFile] = []
    var subfolders: [Subfolder] = []
  }

  private struct Subfolder {
    var path: String
    /// Its number among the levels; nil while it was not entered.
    var level: Int?
  }

  private struct Tree {
    let root: String
    let isRecursive: Bool
    var levels = [Level(path: "")]
    private var entered: Set<FileInfo.Identity> = []

    init(root: String, isRecursive: Bool) {
      self.root = root
      self.isRecursive = isRecursive
    }

    /// Enters the real folders first, then those that only links lead to, with the real folders in them.
    mutating func look() throws(DatasetError) {
      if let info = FileInfo(root) { entered.insert(info.identity) }
      do throws(FileError) {
        levels[0] = try level("", names: Listing.names(in: root))
      } catch {
        throw DatasetError(.unreadable, file: error.path, error.reason, advice: "check its permissions")
      }
      guard isRecursive else { return }
      var links: [(level: Int, place: Int)] = []
      var waiting = [0]
      while true {
        if let number = waiting.popLast() {
          for place in levels[number].subfolders.indices {
            let path = fullPath(levels[number].subfolders[place].path)
            if FileInfo(ofLink: path)?.kind == .link {
              links.append((number, place))
            } else if let found = try enter(number, place) {
              waiting.append(found)
            }
          }
        } else if let link = links.first {
          links.removeFirst()
          if let found = try enter(link.level, link.place) { waiting.append(found) }
        } else {
          return
        }
      }
    }

    /// Enters a subfolder of a level, and gives the number of its own level; nil where there is nothing to enter.
    ///
    /// - Throws: ``DatasetError`` where the system fails.
    private mutating func enter(_ number: Int, _ place: Int) throws(DatasetError) -> Int? {
      let path = levels[number].subfolders[place].path
      guard let info = FileInfo(fullPath(path)), entered.insert(info.identity).inserted else {
        levels[number].rejected.append(RejectedFile(file: path, reason: "a link to a folder that is used already"))
        return nil
      }
      do throws(FileError) {
        let names = try SecondTry.file { () throws(FileError) in try Listing.names(in: fullPath(path)) }
        levels.append(level(path, names: names))
      } catch {
        guard !error.isOfSystem || (try? Listing.names(in: root)) != nil else { throw DatasetError(error) }
        levels[number].rejected.append(RejectedFile(file: path, reason: error.reason))
        return nil
      }
      levels[number].subfolders[place].level = levels.count - 1
      return levels.count - 1
    }

    private func level(_ path: String, names: [String]) -> Level {
      var level = Level(path: path)
      for name in names where !ServiceNames.contains(name) {
        let inner = path.isEmpty ? name : "\(path)/\(name)"
        switch kind(of: fullPath(inner)) {
        case .folder:
          if isRecursive, !RunFolders.contains(fullPath(inner)) { level.subfolders.append(Subfolder(path: inner)) }
        case .file: level.files.append(inner)
        case .special:
          level.rejected.append(RejectedFile(file: inner, reason: "is no regular file, but a pipe, socket or device"))
        case .link:
          level.rejected.append(RejectedFile(file: inner, reason: "the link leads to nothing that can be opened"))
        case nil: level.rejected.append(RejectedFile(file: inner, reason: "cannot be examined"))
        }
      }
      return level
    }

    /// What a name leads to; `link` for one that leads nowhere.
    private func kind(of path: String) -> FileInfo.Kind? {
      guard let info = FileInfo(ofLink: path) else { return nil }
      return info.kind == .link ? FileInfo(path)?.kind ?? .link : info.kind
    }

    private func fullPath(_ path: String) -> String { path.isEmpty ? root : Paths.join(root, path) }
  }
}
