extension IDXSource {
  /// The files to read, as paths.
  func find() throws(DatasetError) -> IDXNames.Pair {
    switch Folder.kind(of: path) {
    case .nothing:
      throw DatasetError(
        .missing, file: path, "there is no such file or folder",
        advice: Folder.suggestion(for: path).map { "did you mean '\($0)'?" })
    case .file:
      if let labels { return IDXNames.Pair(pictures: path, labels: labels) }
      let (folder, name) = Folder.split(path)
      let neighbours = IDXNames(names: try Folder.names(in: folder))
      return IDXNames.Pair(pictures: path, labels: neighbours.labels(for: name).map { Folder.join(folder, $0) })
    case .folder:
      let pair = try findInFolder()
      return IDXNames.Pair(
        pictures: Folder.join(path, pair.pictures), labels: labels ?? pair.labels.map { Folder.join(path, $0) })
    }
  }

  /// The files to read, as names in the folder.
  private func findInFolder() throws(DatasetError) -> IDXNames.Pair {
    let names = IDXNames(names: try Folder.names(in: path))
    let pairs = names.pairs(isTest: part == .test)
    guard let first = pairs.first else {
      throw noPictures(in: names)
    }
    // MNIST's own names win over others beside them; without them, one set must be the only one.
    guard pairs.count == 1 || IDXNames.isOriginal(first.pictures) else {
      throw DatasetError(
        .mismatch, file: path, "the folder holds several sets: \(pairs.map(\.pictures).joined(separator: ", "))",
        advice: "give the path of one of these files")
    }
    return first
  }

  private func noPictures(in names: IDXNames) -> DatasetError {
    let words = part == .test ? "test" : "training"
    let others = names.pairs(isTest: part != .test).map(\.pictures)
    guard others.isEmpty else {
      return DatasetError(
        .empty, file: path, "the folder holds no IDX file of \(words) pictures, only \(others.joined(separator: ", "))",
        advice: "set \"part\" to \"\(part == .test ? "train" : "test")\" to use them")
    }
    return DatasetError(
      .empty, file: path,
      "the folder holds no IDX file of \(words) pictures; found there: \(Folder.inventory(names.names))",
      advice: "such files are named like \(part == .test ? "t10k" : "train")-images-idx3-ubyte.gz")
  }
}
