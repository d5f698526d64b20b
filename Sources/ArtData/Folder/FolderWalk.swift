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
  /// The first of what the system does not give, which is also among the rejected.
  private(set) var failure: DatasetError?

  /// - Throws: ``DatasetError`` where the folder itself cannot be looked into.
  init(_ root: String, isRecursive: Bool) throws(DatasetError) {
    var tree = Tree(root: root, isRecursive: isRecursive)
    try tree.look()
    failure = tree.failure
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
    private(set) var failure: DatasetError?
    private var entered: Set<FileInfo.Identity> = []

    init(root: String, isRecursive: Bool) {
      self.root = root
      self.isRecursive = isRecursive
    }

    /// Enters the real folders first, then those that only links lead to, with the real folders in them.
    mutating func look() throws(DatasetError) {
      do throws(FileError) {
        if let info = try FileInfo.found(at: root) { entered.insert(info.identity) }
        let names = try SecondTry.file { () throws(FileError) in try Listing.names(in: root) }
        levels[0] = level("", names: names)
      } catch {
        throw DatasetError(
          .unreadable, file: error.path, error.reason,
          advice: error.code == .denied ? "check its permissions" : nil)
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
            } else if let found = enter(number, place) {
              waiting.append(found)
            }
          }
        } else if let link = links.first {
          links.removeFirst()
          if let found = enter(link.level, link.place) { waiting.append(found) }
        } else {
          return
        }
      }
    }

    /// Enters a subfolder of a level, and gives the number of its own level; nil where there is nothing to enter.
    private mutating func enter(_ number: Int, _ place: Int) -> Int? {
      let path = levels[number].subfolders[place].path
      do throws(FileError) {
        if let info = try FileInfo.found(at: fullPath(path)), !entered.insert(info.identity).inserted {
          levels[number].rejected.append(RejectedFile(file: path, reason: "a link to a folder that is used already"))
          return nil
        }
        let names = try SecondTry.file { () throws(FileError) in try Listing.names(in: fullPath(path)) }
        levels.append(level(path, names: names))
      } catch {
        levels[number].rejected.append(rejected(path, error))
        return nil
      }
      levels[number].subfolders[place].level = levels.count - 1
      return levels.count - 1
    }

    /// What is passed over; it is noted where the system failed.
    private mutating func rejected(_ path: String, _ error: FileError) -> RejectedFile {
      if error.isOfSystem, failure == nil { failure = .notGiven(fullPath(path), error.reason) }
      return RejectedFile(file: path, reason: error.reason)
    }

    private mutating func level(_ path: String, names: [String]) -> Level {
      var level = Level(path: path)
      for name in names where !ServiceNames.contains(name) {
        let inner = path.isEmpty ? name : "\(path)/\(name)"
        do throws(FileError) {
          switch try kind(of: fullPath(inner)) {
          case .folder:
            if isRecursive, try !RunFolders.contains(fullPath(inner)) {
              level.subfolders.append(Subfolder(path: inner))
            }
          case .file: level.files.append(inner)
          case .special:
            level.rejected.append(RejectedFile(file: inner, reason: "is no regular file, but a pipe, socket or device"))
          case .link:
            level.rejected.append(RejectedFile(file: inner, reason: "the link leads to nothing that can be opened"))
          case nil: level.rejected.append(RejectedFile(file: inner, reason: "cannot be examined"))
          }
        } catch {
          level.rejected.append(rejected(inner, error))
        }
      }
      return level
    }

    /// What a name leads to; `link` for one that leads nowhere.
    private func kind(of path: String) throws(FileError) -> FileInfo.Kind? {
      guard let info = try FileInfo.found(at: path, followsLinks: false) else { return nil }
      return info.kind == .link ? try FileInfo.found(at: path)?.kind ?? .link : info.kind
    }

    private func fullPath(_ path: String) -> String { path.isEmpty ? root : Paths.join(root, path) }
  }
}
