/// What lies in a folder: the files that may be pictures, and everything else.
struct PictureScan {
  /// Paths from the folder, in byte order of each level's names.
  let pictures: [String]
  /// All files, pictures or not.
  let files: [String]

  /// Endings of files that are tried. HEIC is not among them: FFmpeg's libraries on many systems cannot read it.
  static let endings: Set<String> = [
    "png", "jpg", "jpeg", "jpe", "jfif", "webp", "gif", "bmp", "dib", "tif", "tiff", "avif", "apng", "ppm", "pgm",
    "pbm", "pnm", "tga", "jp2", "jxl", "ico", "qoi", "sgi", "pcx",
  ]

  init(folder: String, isRecursive: Bool) throws(DatasetError) {
    if isRecursive {
      files = try Folder.files(in: folder)
    } else {
      files = try Folder.names(in: folder).filter { Folder.kind(of: Folder.join(folder, $0)) == .file }
    }
    pictures = files.filter { Self.endings.contains(Folder.fileExtension($0)) }
  }

  /// The class of a picture: the first folder of its path; nil directly in the root.
  static func className(of path: String) -> String? {
    path.firstIndex(of: "/").map { String(path[..<$0]) }
  }

  /// Class names in byte order, and the class of each path; nil where no picture lies in a subfolder. Pictures beside
  /// the subfolders are in a class of their own, `unsorted`.
  static func labels(_ paths: [String]) -> (names: [String], labels: [Int])? {
    let classes = paths.map { className(of: $0) }
    guard classes.contains(where: { $0 != nil }) else { return nil }
    let named = classes.map { $0 ?? "unsorted" }
    let names = Set(named).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let numbers = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
    return (names, named.map { numbers[$0] ?? 0 })
  }
}
