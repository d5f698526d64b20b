import ArtFiles
import ArtMedia
public import ArtSettings

/// Images in IDX files, the format of MNIST, Fashion-MNIST, EMNIST and others.
public struct IDXSource: DatasetSource {
  public static let kind = "idx"
  public static let summary = "IDX files as MNIST has them, plain or gzip, found in a folder by their names"

  /// Which of the two usual files of a folder.
  public enum Part: String, CaseIterable, Sendable {
    case train, test
  }

  /// How the elements of an image are ordered.
  public enum Order: String, CaseIterable, Sendable {
    /// By columns where the file's name says EMNIST, else by rows.
    case automatic
    case rows
    case columns
  }

  /// A folder, or a file of images. In a folder, `raw` and `MNIST/raw` as torchvision has them are looked into too.
  public var path: String
  /// A file of labels; nil finds it by its name.
  public var labels: String?
  public var part: Part
  public var order: Order
  /// The most images to take, from the start of the file.
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
      "path", "A folder with IDX files, such as MNIST's, or one file of images (…-images-idx3-ubyte, also .gz).")
    labels = reader.optionalPath("labels", "The file of labels; found by its name where not given.")
    part = reader.choice("part", default: .train, "Which images of a folder to take.")
    order = reader.choice(
      "order", default: .automatic,
      "Whether images are stored by rows or by columns; 'automatic' takes columns for EMNIST.")
    limit = reader.optionalInteger("limit", in: 1..., "The most images to take, from the start of the file.")
    reader.checkExists(path, key: "path")
    if let labels {
      reader.checkExists(labels, key: "labels")
    } else if !reader.isDescribing, let found = try? find().labels {
      reader.checkAccess(found, at: "labels")
    }
  }

  /// An IDX file, or a folder that has one by name.
  public static func recognizes(path: String) -> Bool {
    switch FileInfo(path)?.kind {
    case nil: return false
    case .folder: return (try? IDXNames(folder: path))?.names.contains(where: IDXNames.isImages) ?? false
    case .link, .special: return false
    case .file:
      let name = Paths.split(path).name
      if IDXNames.isImages(name) || IDXNames.plain(name).contains("idx") { return true }
      guard let bytes = try? FileReader.prefix(of: path, count: 4) else { return false }
      return bytes.starts(with: [0, 0, 8]) || GzipStream.begins(bytes)
    }
  }

  public func load(_ request: DatasetRequest) throws(DatasetError) -> Dataset {
    let files = try find()
    let total = try IDXFile.dimensions(ofFile: files.images)[0]
    let images = try ImageArray(
      idxFile: files.images, isByColumns: isByColumns(files.images), most: limit ?? .max)
    var labels: [Int]?
    if let path = files.labels {
      labels = Array(try Self.readLabels(path, images: files.images, count: total).prefix(images.count))
    }
    let fitted = try ImageFit(mode: .stretch).fit(images, name: files.images, to: request)
    let classes = labels.map { ($0.max() ?? 0) + 1 } ?? 0
    return try Dataset(
      name: Paths.split(files.images).name, height: fitted.height, width: fitted.width, channels: fitted.channels,
      pixels: fitted.pixels, labels: labels, classNames: (0..<classes).map(String.init))
  }

  func isByColumns(_ name: String) -> Bool {
    switch order {
    case .automatic: IDXNames.plain(Paths.split(name).name).hasPrefix("emnist")
    case .rows: false
    case .columns: true
    }
  }

  private static func readLabels(
    _ path: String, images: String, count: Int
  ) throws(DatasetError) -> [Int] {
    let file = try IDXFile(path: path)
    try checkLabels(file.dimensions, name: path, images: images, count: count)
    return file.elements.map(Int.init)
  }
}
