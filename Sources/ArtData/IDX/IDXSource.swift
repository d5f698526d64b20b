import ArtMedia
public import ArtSettings

/// Pictures in IDX files, the format of MNIST, Fashion-MNIST, EMNIST and others.
public struct IDXSource: DatasetSource {
  public static let kind = "idx"
  public static let summary = "IDX files as MNIST has them, plain or gzip, found in a folder by their names"

  /// Which of the two usual files of a folder.
  public enum Part: String, CaseIterable, Sendable {
    case train, test
  }

  /// How the elements of a picture are ordered.
  public enum Order: String, CaseIterable, Sendable {
    /// By columns where the file's name says EMNIST, else by rows.
    case automatic
    case rows
    case columns
  }

  /// A folder, or a file of pictures.
  public var path: String
  /// A file of labels; nil finds it by its name.
  public var labels: String?
  public var part: Part
  public var order: Order
  /// The most pictures to take, from the start of the file.
  public var limit: Int?

  public init(
    path: String, labels: String? = nil, part: Part = .train, order: Order = .automatic, limit: Int? = nil
  ) {
    self.path = path
    self.labels = labels
    self.part = part
    self.order = order
    self.limit = limit
  }

  public init(_ reader: SettingsReader) {
    path = reader.requiredPath(
      "path", "A folder with IDX files, such as MNIST's, or one file of pictures (…-images-idx3-ubyte, also .gz).")
    labels = reader.optionalPath("labels", "The file of labels; found by its name where not given.")
    part = reader.choice("part", default: .train, "Which pictures of a folder to take.")
    order = reader.choice(
      "order", default: .automatic,
      "Whether pictures are stored by rows or by columns; 'automatic' takes columns for EMNIST.")
    limit = reader.optionalInteger("limit", in: 1..., "The most pictures to take, from the start of the file.")
    reader.checkExists(path, key: "path")
    if let labels { reader.checkExists(labels, key: "labels") }
  }

  public func load(_ request: DatasetRequest) throws(DatasetError) -> Dataset {
    let files = try find()
    let pictures = try IDXPictures(path: files.pictures, isByColumns: isByColumns(files.pictures))
    let count = min(pictures.count, limit ?? pictures.count)
    var labels: [Int]?
    if let path = files.labels {
      labels = Array(try Self.readLabels(path, pictures: files.pictures, count: pictures.count).prefix(count))
    }
    let fitted = try PictureFit(mode: .stretch).fit(pictures.prefix(count), name: files.pictures, to: request)
    let classes = labels.map { ($0.max() ?? 0) + 1 } ?? 0
    return try Dataset(
      name: Folder.split(files.pictures).name, height: fitted.height, width: fitted.width, channels: fitted.channels,
      pixels: fitted.pixels, labels: labels, classNames: (0..<classes).map(String.init))
  }

  private func isByColumns(_ name: String) -> Bool {
    switch order {
    case .automatic: IDXNames.plain(Folder.split(name).name).hasPrefix("emnist")
    case .rows: false
    case .columns: true
    }
  }

  private static func readLabels(
    _ path: String, pictures: String, count: Int
  ) throws(DatasetError) -> [Int] {
    let file = try IDXFile(path: path)
    try checkLabels(file.dimensions, name: path, pictures: pictures, count: count)
    return file.elements.map(Int.init)
  }
}
