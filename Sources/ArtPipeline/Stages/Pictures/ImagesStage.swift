import ArtMedia
public import ArtSettings

/// Writes pictures as separate files.
public struct ImagesStage: PipelineStage {
  public static let kind = "images"
  public static let summary = "Writes pictures as separate PNG or JPEG files"
  public static let output = ArtifactKind.files

  let format: PictureFormat
  let tiles: TileSettings

  public init(_ settings: SettingsReader) {
    format = PictureFormat(settings, isOneFile: false)
    tiles = TileSettings(settings, upscaling: .nearest, "How many times larger the pictures become; 1 where not given.")
  }

  public var accepts: Set<ArtifactKind> { [.samples, .walk] }

  public func outputNames(id: String) -> [String] { [id] }

  public func run(_ context: StageContext) throws -> StageResult {
    let stream = try context.inputPictures()
    try context.folder.create(context.id)
    let encoder = format.encoder
    let sheet = Sheet(columns: 1, padding: 0, scale: tiles.scale ?? 1, upscaling: tiles.upscaling)
    var names: [String] = []
    var progress = PictureProgress(context, stream, total: stream.count)
    try stream.forEachFrame(by: context.execution) { frame, pictures in
      try context.stop.check()
      for (track, picture) in pictures.enumerated() {
        let walk = pictures.count > 1 ? "walk-\(track + 1)-" : ""
        let name = "\(context.id)/\(walk)\(Self.digits(frame + 1, of: stream.count)).\(format.fileExtension)"
        try encoder.write(sheet.render([picture]), to: context.folder.path(of: name), metadata: context.recipe)
        names.append(name)
      }
      progress.advance()
    }
    return StageResult(.files(names), files: names)
  }

  public func results(among files: [String]) -> [String] {
    var folders: [String] = []
    for file in files {
      let folder = String(file[..<(file.lastIndex(of: "/") ?? file.endIndex)])
      if folders.last != folder { folders.append(folder) }
    }
    return folders
  }

  /// A number with zeros before it, so that names sort in order.
  static func digits(_ number: Int, of count: Int) -> String {
    let (text, width) = (String(number), max(4, String(count).count))
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }
}
