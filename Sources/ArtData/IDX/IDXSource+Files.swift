import ArtFiles

extension IDXSource {
  /// The files to read, as paths.
  func find() throws(DatasetError) -> IDXNames.Pair {
    switch try Folder.info(path)?.kind {
    case nil:
      throw DatasetError(
        .missing, file: path, "there is no such file or folder",
        advice: Folder.suggestion(for: path).map { "did you mean '\($0)'?" })
    case .link, .special:
      throw DatasetError(.unsupported, file: path, "this is a pipe, socket or device, not a file or folder")
    case .file:
      if let labels { return IDXNames.Pair(images: path, labels: labels) }
      let (folder, name) = Paths.split(path)
      let neighbours = IDXNames(names: try Folder.names(in: folder))
      return IDXNames.Pair(images: path, labels: neighbours.labels(for: name).map { Paths.join(folder, $0) })
    case .folder:
      let pair = try findInFolder()
      return IDXNames.Pair(
        images: Paths.join(path, pair.images), labels: labels ?? pair.labels.map { Paths.join(path, $0) })
    }
  }

  /// The files to read, as names in the folder.
  private func findInFolder() throws(DatasetError) -> IDXNames.Pair {
    let names = try IDXNames(folder: path)
    let pairs = names.pairs(isTest: part == .test)
    guard let first = pairs.first else {
      throw noImages(in: names)
    }
    // MNIST's own names win over others beside them; without them, one set must be the only one.
    let originals = pairs.filter { IDXNames.isOriginal($0.images) }
    let isClear = originals.count == 1 || (!originals.isEmpty && !first.images.utf8.contains(UInt8(ascii: "/")))
    guard pairs.count == 1 || isClear else {
      throw DatasetError(
        .mismatch, file: path, "the folder holds several sets: \(pairs.map(\.images).joined(separator: ", "))",
        advice: "give the path of one of these files")
    }
    return first
  }

  private func noImages(in names: IDXNames) -> DatasetError {
    let words = part == .test ? "test" : "training"
    let others = names.pairs(isTest: part != .test).map(\.images)
    guard others.isEmpty else {
      return DatasetError(
        .empty, file: path, "the folder holds no IDX file of \(words) images, only \(others.joined(separator: ", "))",
        advice: "set \"part\" to \"\(part == .test ? "train" : "test")\" to use them")
    }
    return DatasetError(
      .empty, file: path,
      "the folder holds no IDX file of \(words) images; found there: \(OtherFiles(names: names.names).inventory)",
      advice: "such files are named like \(part == .test ? "t10k" : "train")-images-idx3-ubyte.gz")
  }
}
