import ArtFiles
import ArtMedia
public import ArtSettings

/// The photos of CIFAR-10 in its binary version: packed as it is published, or unpacked.
public struct CIFARSource: DatasetSource {
  public static let kind = "cifar"
  public static let summary = "CIFAR-10's binary version, packed (cifar-10-binary.tar.gz) or unpacked"

  public enum Part: String, CaseIterable, Sendable {
    case train, test
  }

  /// The name of the published file.
  static let archive = "cifar-10-binary.tar.gz"
  /// The folder that it unpacks to.
  static let unpacked = "cifar-10-batches-bin"

  /// A folder with the packed file or the unpacked ones, or the packed file.
  public var path: String
  public var part: Part
  /// The most images to take, from the start.
  public var limit: Int?

  public init(path: String, part: Part = .train, limit: Int? = nil) {
    self.path = path
    self.part = part
    self.limit = limit
  }

  public init(_ reader: SettingsReader) {
    path = reader.requiredPath(
      "path", "The file \(Self.archive), or a folder that holds it or the files that it unpacks to.")
    part = reader.choice("part", default: .train, "Whether to take the training or the test images.")
    limit = reader.optionalInteger("limit", in: 1..., "The most images to take, from the start.")
    reader.checkExists(path, key: "path")
  }

  public static func recognizes(path: String) -> Bool {
    (try? CIFARFiles(path: path)) != nil
  }

  /// The files of a part, in the order of their images.
  var batches: [String] {
    part == .test ? ["test_batch.bin"] : (1...5).map { "data_batch_\($0).bin" }
  }

  public func load(_ request: DatasetRequest) throws(DatasetError) -> Dataset {
    let files = try CIFARFiles(path: path)
    let most = limit ?? .max
    var (pixels, labels): ([UInt8], [Int]) = ([], [])
    let contents = try files.contents(of: batches + [CIFARBatch.classFile], fillingUpTo: most)
    for name in batches where labels.count < most {
      guard let bytes = contents[name] else {
        throw DatasetError(.missing, file: files.path, "there is no '\(name)' in it", advice: "get it again")
      }
      let place = Paths.join(files.path, name)
      try CIFARBatch.append(bytes, name: place, most: most - labels.count, pixels: &pixels, labels: &labels)
    }
    let size = CIFARBatch.side
    let images = ImageArray(count: labels.count, height: size, width: size, channels: 3, pixels: pixels)
    let fitted = try ImageFit(mode: .stretch).fit(images, name: files.path, to: request)
    return try Dataset(
      name: part == .test ? "CIFAR-10's test images" : "CIFAR-10", height: fitted.height, width: fitted.width,
      channels: fitted.channels, pixels: fitted.pixels, labels: labels,
      classNames: CIFARBatch.classNames(contents[CIFARBatch.classFile]))
  }

  public func check() throws(DatasetError) { try CIFARFiles(path: path).check(for: batches) }
  public func classCount() throws(DatasetError) -> Int? { CIFARBatch.classCount }

  public func imageCount() throws(DatasetError) -> Int? {
    try CIFARFiles(path: path).imageCount(of: batches).map { min($0, limit ?? $0) }
  }

  public func fingerprint(_ request: DatasetRequest) throws(DatasetError) -> SettingValue? {
    [
      "files": SettingValue(try CIFARFiles(path: path).hashes(of: batches).map { SettingValue($0.hex) }),
      "part": SettingValue(part.rawValue), "limit": limit.map { SettingValue($0) } ?? nil,
    ]
  }
}
