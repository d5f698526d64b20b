import ArtFiles

/// The path of a result: its folder, name and ending.
struct OutputFile {
  let folder: RunFolder
  let name: String
  /// In lower case, without the dot; empty where there is none.
  let fileExtension: String

  /// The path of a file beside it, or its own, as a person would write it.
  func path(of name: String) -> String {
    name == self.name ? typed : typed.contains("/") ? Paths.join(Paths.split(typed).folder, name) : name
  }

  private let typed: String

  init(_ path: String) {
    typed = path
    // '.' and '..' are folders, which have names.
    let isNameless = [".", ".."].contains(Paths.split(path).name)
    let parts = Paths.split(isNameless ? Paths.real(path) ?? path : path)
    name = parts.name
    // An empty path is none, and not the current folder's.
    folder = RunFolder(path.isEmpty ? "" : parts.folder, typed: parts.name)
    fileExtension = Paths.fileExtension(name)
  }
}
