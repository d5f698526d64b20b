import ArtFiles

/// What lies in a folder: the files that may be images, and everything else.
struct ImageScan {
  /// Paths from the folder, in byte order of each level's names.
  let images: [String]
  /// All files, images or not.
  let files: [String]

  /// - Parameter suffixes: The endings of names of files that are tried.
  init(folder: String, isRecursive: Bool, suffixes: Set<String>) throws(DatasetError) {
    if isRecursive {
      files = try Folder.files(in: folder)
    } else {
      files = try Folder.names(in: folder).filter { FileInfo.isFile(Paths.join(folder, $0)) }
    }
    images = files.filter { suffixes.contains(Paths.fileExtension($0)) }
  }

  /// The class of an image: the first folder of its path; nil directly in the root.
  static func className(of path: String) -> String? {
    path.firstIndex(of: "/").map { String(path[..<$0]) }
  }

  /// Class names in byte order, and the class of each path; nil where no image lies in a subfolder. Images beside
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
