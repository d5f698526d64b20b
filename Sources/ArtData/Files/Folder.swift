import ArtSettings
import FoundationEssentials

/// Looks into folders. Names that begin with a dot are hidden and never seen.
enum Folder {
  /// Whether there is a folder at `path`, a file, or nothing.
  enum Kind {
    case nothing, file, folder
  }

  static func kind(of path: String) -> Kind {
    var isFolder = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return .nothing }
    return isFolder ? .folder : .file
  }

  /// The names in a folder, in byte order, hidden ones left out.
  static func names(in path: String) throws(DatasetError) -> [String] {
    do {
      let names = try FileManager.default.contentsOfDirectory(atPath: path)
      return names.filter { !$0.hasPrefix(".") }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    } catch {
      throw DatasetError(.unreadable, file: path, "cannot look into the folder", advice: "check its permissions")
    }
  }

  /// All files in a folder and its subfolders, as paths from it, in byte order of each level's names.
  static func files(in root: String) throws(DatasetError) -> [String] {
    var found: [String] = []
    // Links can lead back up; each real folder is entered once.
    var visited: Set<String> = []
    var waiting = [""]
    while let folder = waiting.popLast() {
      let path = folder.isEmpty ? root : "\(root)/\(folder)"
      guard visited.insert(URL(filePath: path).resolvingSymlinksInPath().path).inserted else { continue }
      var subfolders: [String] = []
      for name in try names(in: path) {
        let inner = folder.isEmpty ? name : "\(folder)/\(name)"
        switch kind(of: "\(root)/\(inner)") {
        case .folder: subfolders.append(inner)
        case .file: found.append(inner)
        case .nothing: break
        }
      }
      waiting.append(contentsOf: subfolders.reversed())
    }
    return found
  }

  /// The name that was probably meant by a path that leads nowhere: a neighbour of its last part that exists.
  static func suggestion(for path: String) -> String? {
    let parts = split(path)
    guard let names = try? names(in: parts.folder), let near = closest(to: parts.name, in: names) else { return nil }
    return path.contains("/") ? join(parts.folder, near) : near
  }

  /// The last part of a path, and what comes before it.
  static func split(_ path: String) -> (folder: String, name: String) {
    var trimmed = path[...]
    while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed = trimmed.dropLast() }
    guard let slash = trimmed.lastIndex(of: "/") else { return (".", String(trimmed)) }
    let name = String(trimmed[trimmed.index(after: slash)...])
    return (slash == trimmed.startIndex ? "/" : String(trimmed[..<slash]), name)
  }

  static func join(_ folder: String, _ name: String) -> String {
    folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
  }

  /// `12 files: 8 .txt, 4 .heic`, the most frequent first; `nothing` for none.
  static func inventory(_ files: [String]) -> String {
    guard !files.isEmpty else { return "nothing" }
    var counts: [String: Int] = [:]
    for file in files {
      let ending = fileExtension(file)
      counts[ending.isEmpty ? "without an ending" : ".\(ending)", default: 0] += 1
    }
    let ranked = counts.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
    var parts = ranked.prefix(5).map { "\($0.value) \($0.key)" }
    if ranked.count > 5 { parts.append("\(ranked.dropFirst(5).reduce(0) { $0 + $1.value }) others") }
    return "\(files.count) \(files.count == 1 ? "file" : "files"): \(parts.joined(separator: ", "))"
  }

  /// What follows the last dot of a file's name, in lower case; empty where there is none.
  static func fileExtension(_ path: String) -> String {
    let name = split(path).name
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
    return name[name.index(after: dot)...].lowercased()
  }
}

extension SettingsReader {
  /// Logs a problem where a path that a key gives leads nowhere.
  func checkExists(_ path: String, key: String) {
    guard !isDescribing, !path.isEmpty, Folder.kind(of: path) == .nothing else { return }
    problem(
      at: key, .file, "there is no file or folder '\(path)'", suggestion: Folder.suggestion(for: path))
  }
}
