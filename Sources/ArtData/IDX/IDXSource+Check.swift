import ArtFiles
public import ArtSettings

extension IDXSource {
  /// Looks at the files' headers: whether they hold images and as many labels.
  public func check() throws(DatasetError) {
    let files = try find()
    let images = try IDXFile.dimensions(ofFile: files.images)
    _ = try ImageArray.channels(ofArray: images, name: files.images)
    guard let labels = files.labels else { return }
    try Self.checkLabels(
      IDXFile.dimensions(ofFile: labels), name: labels, images: files.images, count: images[0])
  }

  public func fingerprint(_ request: DatasetRequest) throws(DatasetError) -> SettingValue? {
    let files = try find()
    func hash(_ path: String) throws(DatasetError) -> SettingValue {
      SettingValue(try DatasetError.mapping { () throws(FileError) in try SHA256.hash(file: path) }.hash.hex)
    }
    var value: SettingValue = [
      "images": try hash(files.images), "columns": SettingValue(isByColumns(files.images)),
      "limit": limit.map { SettingValue($0) } ?? nil,
    ]
    if let labels = files.labels { value["labels"] = try hash(labels) }
    return value
  }

  public func imageCount() throws(DatasetError) -> Int? {
    let count = try IDXFile.dimensions(ofFile: find().images).first ?? 0
    return min(count, limit ?? count)
  }

  public func classCount() throws(DatasetError) -> Int? {
    try find().labels == nil ? 0 : nil
  }

  /// Checks that a file's array is one of labels, as many as there are images.
  static func checkLabels(
    _ dimensions: [Int], name: String, images: String, count: Int
  ) throws(DatasetError) {
    guard dimensions.count == 1 else {
      throw DatasetError(
        .unsupported, file: name,
        "the file holds an array of \(Counted.text(dimensions.count, "dimension")); labels have one")
    }
    guard dimensions[0] == count else {
      throw DatasetError(
        .mismatch, file: name,
        "there are \(Counted.text(dimensions[0])) labels, but \(Counted.text(count)) images in \(images)")
    }
  }
}
