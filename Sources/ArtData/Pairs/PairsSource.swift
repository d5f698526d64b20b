import ArtFiles
import ArtMedia
public import ArtSettings

/// Pairs of images, an input and its target: in one file side by side, or in two folders under equal names.
public struct PairsSource: DatasetSource {
  public static let kind = "pairs"
  public static let summary = "Pairs of input and target: side by side in one file, or in two folders under equal names"
  public let inputForm = InputForm.paired

  /// Which half of a file is the input, as the makers of pix2pix call it.
  public enum Direction: String, CaseIterable, Sendable {
    /// The left one.
    case leftToRight = "AtoB"
    /// The right one.
    case rightToLeft = "BtoA"
  }

  /// Where pairs lie.
  public enum Place: Sendable {
    /// Files that hold both halves.
    case sideBySide(FolderSource, Direction)
    /// Two folders whose files have equal names, but for their endings.
    case folders(input: FolderSource, target: FolderSource)
  }

  public var place: Place
  public var loadSize: LoadSize

  public init(_ place: Place, loadSize: LoadSize = LoadSize()) {
    self.place = place
    self.loadSize = loadSize
  }

  public init(_ reader: SettingsReader) {
    let path = reader.optionalPath("path", "A folder of files that hold both halves side by side.")
    let direction = reader.optionalChoice(
      "direction", of: Direction.self,
      "With 'path': 'AtoB' takes the left half of a file for the input, as where it is not given, 'BtoA' the right one."
    )
    let input = reader.optionalPath("input", "A folder of inputs.")
    let target = reader.optionalPath("target", "A folder of targets: files of the same names as the inputs.")
    let folder = FolderSource(reader, path: path ?? input ?? "")
    loadSize = LoadSize(reader)
    if let input, let target {
      var targets = folder
      (targets.path, targets.limit) = (target, nil)
      place = .folders(input: folder, target: targets)
      if path != nil {
        reader.problem(at: "path", .conflict, "expected either 'path' or 'input' and 'target', found both")
      }
      if direction != nil {
        reader.problem(
          at: "direction", .conflict, "'direction' is for files that hold both halves; exchange the folders")
      }
      reader.checkExists(input, key: "input")
      reader.checkExists(target, key: "target")
    } else {
      place = .sideBySide(folder, direction ?? .leftToRight)
      if let path { reader.checkExists(path, key: "path") }
      if path == nil || input != nil || target != nil, !reader.isDescribing {
        reader.problem(
          at: nil, .missing,
          "pairs need 'path', a folder of files that hold both halves, or 'input' and 'target', two folders")
      }
    }
  }

  public func load(_ request: DatasetRequest) throws(DatasetError) -> Dataset {
    let larger = try loadSize.request(request, name: folder.path)
    return switch place {
    case .sideBySide(let folder, let direction): try SideBySide(folder: folder, direction: direction).load(larger)
    case .folders(let input, let target): try PairedFolders(input: input, target: target).load(larger)
    }
  }

  public func check() throws(DatasetError) {
    switch place {
    case .sideBySide(let folder, let direction): try SideBySide(folder: folder, direction: direction).check()
    case .folders(let input, let target): try PairedFolders(input: input, target: target).check()
    }
  }

  public func classCount() -> Int? { 0 }

  public func imageCount() throws(DatasetError) -> Int? {
    switch place {
    case .sideBySide(let folder, _): return try folder.imageCount()
    case .folders(let input, let target):
      let count = try PairedFolders(input: input, target: target).names().inputs.count
      return min(count, input.limit ?? count)
    }
  }

  public func takesImages(from folder: String) -> Bool {
    switch place {
    case .sideBySide(let files, _): files.takesImages(from: folder)
    case .folders(let input, let target): input.takesImages(from: folder) || target.takesImages(from: folder)
    }
  }

  public func fingerprint(_ request: DatasetRequest) throws(DatasetError) -> SettingValue? {
    var value: SettingValue = ["loadSize": loadSize.side.map { SettingValue($0) } ?? nil]
    switch place {
    case .sideBySide(let folder, let direction):
      value["files"] = try folder.fingerprint(request)
      value["direction"] = SettingValue(direction.rawValue)
    case .folders(let input, let target):
      value["input"] = try input.fingerprint(request)
      value["target"] = try target.fingerprint(request)
    }
    return value
  }

  private var folder: FolderSource {
    switch place {
    case .sideBySide(let folder, _): folder
    case .folders(let input, _): input
    }
  }
}
