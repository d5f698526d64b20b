public import ArtFiles
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
  let isTransparent: Bool
  let tiles: TileSettings
  /// How often each image stands side by side, across and down.
  let repeats: Int
  let isNumbered: Bool
  let frames: Int
  let palette: PaletteSettings
  let print: PrintSettings
  /// Whether a file beside the sheet tells where each image stands.
  let hasAtlas: Bool

  public init(_ settings: SettingsReader) {
    format = OutputFormat(settings, isOneFile: true)
    columns = settings.optionalInteger(
      "columns", in: 1...10_000,
      "Images in a row; where not given a row for each class where several were asked for, else nearly a square.")
    padding = settings.optionalInteger(
      "padding", in: 0...1000, "Pixels between images and around them; 2 where not given, 0 for one image alone.")
    (background, isTransparent) = Self.background(settings, format)
    tiles = TileSettings(
      settings, upscaling: .nearest, "How many times larger the images become; at least 64 pixels where not given.")
    repeats = settings.integer(
      "repeat", default: 1, in: 1...16,
      "How often each image stands side by side, across and down, without space between: shows whether it tiles.")
    isNumbered = settings.bool(
      "numbers", default: false, "Writes each image's number below it, for 'sampleNumbers' of 'interpolate'.")
    frames = settings.integer(
      "frames", default: 10, in: 1...10_000, "How many frames of a walk to show, evenly spread, a row for each walk.")
    palette = PaletteSettings(settings)
    _ = palette.checked(tiles.upscaling, settings)
    print = PrintSettings(settings)
    hasAtlas = settings.bool(
      "atlas", default: false,
      "Writes a JSON file beside the sheet that tells game engines where each image stands, as TexturePacker does.")
    if hasAtlas, print.width != nil {
      settings.problem(at: "atlas", .conflict, "an atlas is of a sheet for the screen; leave 'printWidth' out")
    }
  }

  private static func background(
    _ settings: SettingsReader, _ format: OutputFormat<any WritableImageFormat>
  ) -> (RGBColor, isTransparent: Bool) {
    let color = settings.color(
      "background", default: .white, "The colour between images and behind transparent ones, or transparent.")
    if color.alpha == 0, !format.format.keepsAlpha {
      settings.problem(
        at: "background", .conflict,
        "a \(format.format.title) file cannot be transparent: give a colour, or write a PNG")
    }
    if 1..<255 ~= color.alpha {
      settings.problem(
        at: "background", .outOfRange, "expected a colour that is not transparent, or one that is so entirely")
    }
    return (RGBColor(red: color.red, green: color.green, blue: color.blue), color.alpha == 0)
  }

  public var accepts: Set<ArtifactKind> { [.samples, .walk] }

  public var usesImages: Bool { palette.isFromData }

  public func dependencies(_ inputs: StageInputs) throws -> [String: SettingValue] { try palette.dependencies(inputs) }

  public func outputNames(id: String) -> [String] {
    let name = format.fileName(id: id)
    return [name] + (hasAtlas ? [SpriteAtlas.name(beside: name)] : [])
  }

  public func recognizes(_ file: String, in folder: RunFolder, id: String) -> Bool {
    folder.json(file)?["meta"]?["app"]?.string == "artpipe"
  }

  public func run(_ context: StageContext) throws -> StageResult {
    let stream = try context.inputs.imageStream()
    let palette = try palette.resolved(context)
    let chosen = stream.isWalk ? Self.spread(frames, over: stream.count) : nil
    var rows = [[PixelImage]](repeating: [], count: stream.trackCount)
    var progress = ImageProgress(context, stream, total: chosen?.count ?? stream.count)
    try stream.forEachFrame(chosen, by: context.execution) { _, images in
      try context.stop.check()
      for (track, image) in images.enumerated() {
        rows[track].append(try (palette?.applied(to: image) ?? image).repeated(repeats))
      }
      progress.advance()
    }
    progress.tell("encoding the sheet")
    let images = rows.flatMap(\.self)
    let name = format.fileName(id: context.id)
    try context.folder.create()
    let sheet = try sheet(
      of: images.count, columns: chosen?.count ?? stream.rowLength, width: images.map(\.width).max() ?? 1,
      height: images.map(\.height).max() ?? 1)
    let drawn = try sheet.render(images)
    try format.write(
      drawn, to: context.folder.file(name), metadata: context.recipe, dotsPerInch: print.dotsPerInch)
    guard hasAtlas else { return StageResult(.files([name]), files: [name]) }
    let frameNames = chosen.map { frames in
      (1...stream.trackCount).flatMap { track in
        frames.map { ImagesStage.name(frame: $0, track: track, in: stream) }
      }
    }
    let names = frameNames ?? images.indices.map { ImagesStage.name(frame: $0, track: 1, in: stream) }
    let atlas = SpriteAtlas(
      image: name, frames: Array(zip(names.map { $0 + format.suffix }, try sheet.frames(of: images))),
      width: drawn.width, height: drawn.height, channels: drawn.channels,
      duration: stream.framesPerSecond.map { rate in
        Double(stream.count) / rate / Double(max(1, chosen?.count ?? stream.count)) * 1000
      })
    let atlasName = SpriteAtlas.name(beside: name)
    try context.folder.file(atlasName).write(Array(atlas.json.utf8))
    return StageResult(.files([name, atlasName]), files: [name, atlasName])
  }

  /// The layout of images of a size.
  ///
  /// - Parameter columns: Where the document gives none.
  /// - Throws: ``MediaError`` where they do not fit onto the paper.
  func sheet(of count: Int, columns usual: Int?, width: Int, height: Int) throws(MediaError) -> Sheet {
    var sheet = Sheet(
      columns: columns ?? usual, padding: padding ?? (count == 1 ? 0 : 2), background: background,
      isTransparent: isTransparent,
      scale: tiles.scale ?? TileSettings.scale(forTilesOf: min(width, height) / repeats), upscaling: tiles.upscaling,
      firstNumber: isNumbered ? 1 : nil)
    try print.fit(&sheet, count: count, width: width, height: height)
    return sheet
  }

  /// Frames evenly spread over a walk, the first among them.
  static func spread(_ wanted: Int, over count: Int) -> [Int] {
    let wanted = min(wanted, count)
    return (0..<wanted).map { $0 * count / wanted }
  }
}
