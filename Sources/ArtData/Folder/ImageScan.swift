import ArtFiles

/// What lies in a folder: the files that may be images, and everything else.
struct ImageScan {
  /// Paths from the folder, in byte order of each level's names.
  let images: [String]
  /// Files whose names end otherwise.
  let others: OtherFiles
  /// What cannot be entered or is no file.
  let rejected: [RejectedFile]
  /// The first of what the system does not give, though it was asked twice; nil where it gives all.
  let failure: DatasetError?

  /// - Parameter suffixes: The endings of names of files that are tried.
  init(folder: String, isRecursive: Bool, suffixes: Set<String>) throws(DatasetError) {
    let walk = try FolderWalk(folder, isRecursive: isRecursive)
    var others: [String: Int] = [:]
    images = walk.files.filter { file in
      let ending = Paths.fileExtension(file)
      if suffixes.contains(ending) { return true }
      others[ending, default: 0] += 1
      return false
    }
    self.others = OtherFiles(others)
    (rejected, failure) = (walk.rejected, walk.failure)
  }

  /// The class of an image: the first folder of its path; nil directly in the root.
  static func className(of path: String) -> String? {
    // A name may begin with a mark that would make one character with the stroke before it.
    path.utf8.firstIndex(of: UInt8(ascii: "/")).map { String(path[..<$0]) }
  }

  /// Class names in byte order, and the class of each path; nil where no image lies in a subfolder. Images beside
  /// the subfolders are in a class of their own, `unsorted`.
  ///
  /// Names are told apart by their bytes: two that look the same are two.
  static func labels(_ paths: [String]) -> (names: [String], labels: [Int])? {
    let classes = paths.map { className(of: $0) }
    guard classes.contains(where: { $0 != nil }) else { return nil }
    let keys = classes.map { ExactName($0 ?? "unsorted") }
    let names = Set(keys).sorted()
    let numbers = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
    return (names.map(\.text), keys.map { numbers[$0] ?? 0 })
  }
}
