import ArtFiles
import ArtMedia
public import ArtSettings

/// Writes images as separate files.
public struct ImagesStage: PipelineStage {
  public static let kind = "images"
  public static let summary = "Writes images as separate files"
  public static let output = ArtifactKind.files

  let format: OutputFormat<any WritableImageFormat>
  let tiles: TileSettings

  public init(_ settings: SettingsReader) {
    format = OutputFormat(settings, isOneFile: false)
    tiles = TileSettings(settings, upscaling: .nearest, "How many times larger the images become; 1 where not given.")
  }

  public var accepts: Set<ArtifactKind> { [.samples, .walk] }

  public func outputNames(id: String) -> [String] { [id] }

  public func run(_ context: StageContext) throws -> StageResult {
    let stream = try context.inputs.imageStream()
    try context.folder.create(context.id)
    let sheet = Sheet(columns: 1, padding: 0, scale: tiles.scale ?? 1, upscaling: tiles.upscaling)
    var names: [String] = []
    var progress = ImageProgress(context, stream, total: stream.count)
    try stream.forEachFrame(by: context.execution) { frame, images in
      try context.stop.check()
      for (track, image) in images.enumerated() {
        let walk = images.count > 1 ? "walk-\(track + 1)-" : ""
        let name = "\(context.id)/\(walk)\(Self.digits(frame + 1, of: stream.count))\(format.suffix)"
        try format.write(sheet.render([image]), to: context.folder.file(name), metadata: context.recipe)
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
