import ArtFiles
import ArtMedia
public import ArtSettings

/// Two sets of images that do not belong together one by one, such as photos and paintings: a folder or a single file each.
public struct UnpairedSource: DatasetSource {
  public static let kind = "unpaired"
  public static let summary =
    "Two folders or files, such as photos and paintings, that do not belong together one by one"
  public let inputForm = InputForm.unpaired

  /// A folder, or a file.
  public var input: String
  public var target: String
  /// How images are taken; its path does not count.
  public var folder: FolderSource
  public var loadSize: LoadSize

  public init(
    input: String, target: String, folder: FolderSource = FolderSource(path: ""), loadSize: LoadSize = LoadSize()
  ) {
    self.input = input
    self.target = target
    self.folder = folder
    self.loadSize = loadSize
  }

  public init(_ reader: SettingsReader) {
    input = reader.requiredPath("input", "What is to be translated, such as photos: a folder, or one image.")
    target = reader.requiredPath("target", "What it is to look like, such as paintings: a folder, or one image.")
    folder = FolderSource(reader, path: "")
    loadSize = LoadSize(reader)
    reader.checkExists(input, key: "input")
    reader.checkExists(target, key: "target")
  }

  private var sides: [UnpairedSide] {
    [UnpairedSide(input, as: folder), UnpairedSide(target, as: folder)]
  }

  public func load(_ request: DatasetRequest) throws(DatasetError) -> Dataset {
    var ofInputs = request
    ofInputs.channels = request.inputChannels ?? request.channels
    let inputs = try sides[0].load(ofInputs, loadSize)
    let targets = try sides[1].load(request, loadSize)
    let name = Paths.split(target).name
    return try Dataset(
      name: name, height: targets.images.height, width: targets.images.width, channels: targets.images.channels,
      pixels: targets.images.pixels,
      inputs: DatasetInputs(
        name: Paths.split(input).name, height: inputs.images.height, width: inputs.images.width,
        channels: inputs.images.channels, pixels: inputs.images.pixels, isPaired: false),
      rejected: inputs.rejected + targets.rejected, others: targets.others)
  }

  public func check() throws(DatasetError) {
    for side in sides { try side.check() }
  }

  public func classCount() -> Int? { 0 }

  /// The number of targets.
  public func imageCount() throws(DatasetError) -> Int? { try sides[1].imageCount() }

  public func takesImages(from folder: String) -> Bool { sides.contains { $0.takesImages(from: folder) } }

  public func fingerprint(_ request: DatasetRequest) throws(DatasetError) -> SettingValue? {
    [
      "input": try sides[0].fingerprint(request), "target": try sides[1].fingerprint(request),
      "loadSize": loadSize.side.map { SettingValue($0) } ?? nil,
    ]
  }
}
