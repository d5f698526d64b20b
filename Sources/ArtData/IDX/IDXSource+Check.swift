extension IDXSource {
  /// Looks at the files' headers: whether they hold pictures and as many labels.
  public func check() throws(DatasetError) {
    let files = try find()
    let pictures = try IDXFile.dimensions(ofFile: files.pictures)
    _ = try IDXPictures.channels(ofArray: pictures, name: files.pictures)
    guard let labels = files.labels else { return }
    try Self.checkLabels(
      IDXFile.dimensions(ofFile: labels), name: labels, pictures: files.pictures, count: pictures[0])
  }

  public func classCount() throws(DatasetError) -> Int? {
    try find().labels == nil ? 0 : nil
  }

  /// Checks that a file's array is one of labels, as many as there are pictures.
  static func checkLabels(
    _ dimensions: [Int], name: String, pictures: String, count: Int
  ) throws(DatasetError) {
    guard dimensions.count == 1 else {
      throw DatasetError(
        .unsupported, file: name, "the file holds an array of \(dimensions.count) dimensions; labels have one")
    }
    guard dimensions[0] == count else {
      throw DatasetError(
        .mismatch, file: name, "there are \(dimensions[0]) labels, but \(count) pictures in \(pictures)")
    }
  }
}
