import ArtPipeline

/// The path of a result: its folder, name and ending.
struct OutputFile {
  let folder: RunFolder
  let name: String
  /// In small letters, without the dot; empty where there is none.
  let fileExtension: String

  init(_ path: String) {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    let parts = path.split(separator: "/", omittingEmptySubsequences: true)
    let name = parts.last.map(String.init) ?? path
    self.name = name
    let before = path.dropLast(name.count)
    folder = RunFolder(before.isEmpty ? "." : String(before))
    fileExtension = name.lastIndex(of: ".").map { name[name.index(after: $0)...].lowercased() } ?? ""
  }
}
