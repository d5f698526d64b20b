import ArtFiles
public import ArtSettings

/// Any set of images, each with an input that is made from it.
public struct MadePairs: DatasetSource {
  public static let kind = "made"
  public static let summary = "The images of another set, each with an input that is made from it"
  public let inputForm = InputForm.paired

  /// Where the images come from.
  public let targets: any DatasetSource
  public let making: InputMaking
  public let loadSize: LoadSize

  public init(of targets: any DatasetSource, _ making: InputMaking, loadSize: LoadSize = LoadSize()) {
    self.targets = targets
    self.making = making
    self.loadSize = loadSize
  }

  /// Pairs are made where a set is given `make`: documents do not name this kind.
  public init(_ reader: SettingsReader) {
    self.init(of: FolderSource(reader), InputMaking(reader) ?? InputMaking([]), loadSize: LoadSize(reader))
  }

  public func load(_ request: DatasetRequest) throws(DatasetError) -> Dataset {
    try making.pairs(of: targets.load(loadSize.request(request, name: name)), request)
  }

  public func check() throws(DatasetError) { try targets.check() }
  public func classCount() throws(DatasetError) -> Int? { try targets.classCount() }
  public func imageCount() throws(DatasetError) -> Int? { try targets.imageCount() }
  public func takesImages(from folder: String) -> Bool { targets.takesImages(from: folder) }

  public func fingerprint(_ request: DatasetRequest) throws(DatasetError) -> SettingValue? {
    guard let images = try targets.fingerprint(request), let make = try? making.fingerprint else { return nil }
    return [
      "images": images, "kind": SettingValue(type(of: targets).kind), "make": make, "seed": SettingValue(request.seed),
      "loadSize": loadSize.side.map { SettingValue($0) } ?? nil,
    ]
  }

  private var name: String { type(of: targets).kind }
}
