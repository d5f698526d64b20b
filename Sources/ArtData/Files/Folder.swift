import ArtFiles
import ArtSettings

/// Looks into folders. Names that begin with a dot are hidden and never seen.
enum Folder {
  /// The names in a folder, in byte order, hidden ones left out.
  static func names(in path: String) throws(DatasetError) -> [String] {
    try looking { () throws(FileError) in try Listing.names(in: path) }.filter { !$0.hasPrefix(".") }
  }

  /// All files in a folder and its subfolders, as paths from it, in byte order of each level's names.
  static func files(in root: String) throws(DatasetError) -> [String] {
    try looking { () throws(FileError) in try Listing.files(in: root) }
  }

  private static func looking(_ body: () throws(FileError) -> [String]) throws(DatasetError) -> [String] {
    do throws(FileError) {
      return try body()
    } catch {
      throw DatasetError(.unreadable, file: error.path, error.reason, advice: "check its permissions")
    }
  }

  /// The name that was probably meant by a path that leads nowhere: a neighbour of its last part that exists.
  static func suggestion(for path: String) -> String? {
    let parts = Paths.split(path)
    guard let names = try? names(in: parts.folder), let near = closest(to: parts.name, in: names) else { return nil }
    return path.contains("/") ? Paths.join(parts.folder, near) : near
  }

  /// `12 files: 8 .txt, 4 .heic`, the most frequent first; `nothing` for none.
  static func inventory(_ files: [String]) -> String {
    guard !files.isEmpty else { return "nothing" }
    var counts: [String: Int] = [:]
    for file in files {
      let ending = Paths.fileExtension(file)
      counts[ending.isEmpty ? "without an ending" : ".\(ending)", default: 0] += 1
    }
    let ranked = counts.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
    var parts = ranked.prefix(5).map { "\($0.value) \($0.key)" }
    if ranked.count > 5 { parts.append("\(ranked.dropFirst(5).reduce(0) { $0 + $1.value }) others") }
    return "\(files.count) \(files.count == 1 ? "file" : "files"): \(parts.joined(separator: ", "))"
  }
}

extension SettingsReader {
  /// Logs a problem where a path that a key gives leads nowhere.
  func checkExists(_ path: String, key: String) {
    guard !isDescribing, !path.isEmpty, FileInfo(path) == nil else { return }
    problem(
      at: key, .file, "there is no file or folder '\(path)'", suggestion: Folder.suggestion(for: path))
  }
}
