import ArtFiles
import ArtMedia
public import ArtSettings

/// Puts images on one sheet.
public struct SheetStage: PipelineStage {
  public static let kind = "sheet"
  public static let summary = "Puts images on one sheet, a single image file"
  public static let output = ArtifactKind.files

  let format: OutputFormat<any WritableImageFormat>
  let columns: Int?
  let padding: Int?
  let background: RGBColor
  let tiles: TileSettings
  let isNumbered: Bool
  let frames: Int

  public init(_ settings: SettingsReader) {
    format = OutputFormat(settings, isOneFile: true)
    columns = settings.optionalInteger(
      "columns", in: 1...10_000,
      "Images in a row; where not given a row for each class where several were asked for, else nearly a square.")
    padding = settings.optionalInteger(
      "padding", in: 0...1000, "Pixels between images and around them; 2 where not given, 0 for one image alone.")
    background = settings.opaqueColor("background", default: .white, "The colour between images.")
    tiles = TileSettings(
      settings, upscaling: .nearest, "How many times larger the images become; at least 64 pixels where not given.")
    isNumbered = settings.bool(
      "numbers", default: false, "Writes each image's number below it, for 'sampleNumbers' of 'interpolate'.")
    frames = settings.integer(
      "frames", default: 10, in: 1...10_000, "How many frames of a walk to show, evenly spread, a row for each walk.")
  }

  public var accepts: Set<ArtifactKind> { [.samples, .walk] }

  public func outputNames(id: String) -> [String] { [format.fileName(id: id)] }

  public func run(_ context: StageContext) throws -> StageResult {
    let stream = try context.inputs.imageStream()
    let chosen = stream.isWalk ? Self.spread(frames, over: stream.count) : nil
    var rows = [[PixelImage]](repeating: [], count: stream.tracks.count)
    var progress = ImageProgress(context, stream, total: chosen?.count ?? stream.count)
    try stream.forEachFrame(chosen, by: context.execution) { _, images in
      try context.stop.check()
      for (track, image) in images.enumerated() { rows[track].append(image) }
      progress.advance()
    }
    progress.tell("encoding the sheet")
    let images = rows.flatMap(\.self)
    let name = format.fileName(id: context.id)
    try context.folder.create()
    let side = images.map { min($0.width, $0.height) }.min() ?? 1
    let sheet = Sheet(
      columns: columns ?? chosen?.count ?? stream.rowLength, padding: padding ?? (images.count == 1 ? 0 : 2),
      background: background,
      scale: tiles.scale ?? TileSettings.scale(forTilesOf: side), upscaling: tiles.upscaling,
      firstNumber: isNumbered ? 1 : nil)
    try format.write(sheet.render(images), to: context.folder.file(name), metadata: context.recipe)
    return StageResult(.files([name]), files: [name])
  }

  /// Frames evenly spread over a walk, the first among them.
  static func spread(_ wanted: Int, over count: Int) -> [Int] {
    let wanted = min(wanted, count)
    return (0..<wanted).map { $0 * count / wanted }
  }
}

extension SettingsReader {
  /// A colour for files that cannot be transparent.
  func opaqueColor(_ key: String, default: RGBColor, _ help: String) -> RGBColor {
    let usual = SettingColor(red: `default`.red, green: `default`.green, blue: `default`.blue)
    let color = color(key, default: usual, help)
    if color.alpha != 255 { problem(at: key, .outOfRange, "expected a colour that is not transparent") }
    return RGBColor(red: color.red, green: color.green, blue: color.blue)
  }
}
