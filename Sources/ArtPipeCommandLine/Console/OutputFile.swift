import ArtFiles

/// The path of a result: its folder, name and ending.
struct OutputFile {
  let folder: RunFolder
  let name: String
  /// In lower case, without the dot; empty where there is none.
  let fileExtension: String

  init(_ path: String) {
    // '.' and '..' are folders, which have names.
    let isNameless = [".", ".."].contains(Paths.split(path).name)
    let parts = Paths.split(isNameless ? Paths.real(path) ?? path : path)
    name = parts.name
    // An empty path is none, and not the current folder's.
    folder = RunFolder(ofTypedNames: path.isEmpty ? "" : parts.folder)
    fileExtension = Paths.fileExtension(name)
  }
}
