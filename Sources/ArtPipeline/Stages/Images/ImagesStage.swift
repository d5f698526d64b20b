import ArtFiles
public import ArtGAN
import ArtMedia
public import ArtSettings

/// Writes images as separate files.
public struct ImagesStage: PipelineStage {
  public static let kind = "images"
  public static let summary = "Writes images as separate files"
  public static let output = ArtifactKind.files

  let format: OutputFormat<any WritableImageFormat>
  let tiles: TileSettings
  /// Whether each class has a folder of its own.
  let hasClassFolders: Bool
  let palette: PaletteSettings

  public init(_ settings: SettingsReader) {
    format = OutputFormat(settings, isOneFile: false)
    tiles = TileSettings(settings, upscaling: .nearest, "How many times larger the images become; 1 where not given.")
    hasClassFolders = settings.bool(
      "classFolders", default: false,
      "For class-conditional models: puts each image into a folder of its class, as data sets have them.")
    palette = PaletteSettings(settings)
    _ = palette.checked(tiles.upscaling, settings)
  }

  public var accepts: Set<ArtifactKind> { [.samples, .walk] }

  public var needsPoints: Bool { hasClassFolders }

  public func problem(with model: ModelDefinition) -> (key: String, message: String)? {
    guard hasClassFolders, model.conditioning == nil, model.classes.isEmpty else { return nil }
    return ("classFolders", ClassFolders.noClasses(model))
  }

  public var usesImages: Bool { palette.isFromData }

  public func dependencies(_ inputs: StageInputs) throws -> [String: SettingValue] { try palette.dependencies(inputs) }

  public func outputNames(id: String) -> [String] { [id] }
  public func isFolder(_ output: String, id: String) -> Bool { true }

  /// `0001.png` or `walk-2-0001.png`, in the stage's folder or in one of a class.
  public func mayWrite(_ file: String, id: String) -> Bool {
    let (folder, name) = Paths.split(file)
    let isPlace =
      hasClassFolders
      ? Paths.split(folder).folder.utf8.elementsEqual(id.utf8) : folder.utf8.elementsEqual(id.utf8)
    guard isPlace, name.hasSuffix(format.suffix) else { return false }
    let parts = name.dropLast(format.suffix.count).split(separator: "-", omittingEmptySubsequences: false)
    let isWalk = parts.count == 3 && parts[0] == "walk"
    return (isWalk || parts.count == 1) && parts.suffix(isWalk ? 2 : 1).allSatisfy { Int($0) != nil }
  }

  public func run(_ context: StageContext) throws -> StageResult {
    let stream = try context.inputs.imageStream()
    let palette = try palette.resolved(context)
    try context.folder.create(context.id)
    var places = try hasClassFolders ? ClassFolders(stream, context) : nil
    var sheet = Sheet(columns: 1, padding: 0, scale: tiles.scale ?? 1, upscaling: tiles.upscaling)
    var names: [String] = []
    var progress = ImageProgress(context, stream, total: stream.count)
    try stream.forEachFrame(by: context.execution) { frame, images in
      try context.stop.check()
      for (track, image) in images.enumerated() {
        sheet.isTransparent = image.hasAlpha && format.format.keepsAlpha
        let name =
          try places?.next(frame, track, suffix: format.suffix)
          ?? "\(context.id)/\(Self.name(frame: frame, track: track + 1, in: stream))\(format.suffix)"
        try format.write(
          sheet.render([palette?.applied(to: image) ?? image]), to: context.folder.file(name),
          metadata: context.recipe(ofFile: String(name.dropFirst(context.id.count + 1))))
        names.append(name)
      }
      progress.advance()
    }
    return StageResult(.files(names), files: names)
  }

  public func results(among files: [String]) -> [String] {
    var folders: [String] = []
    for file in files {
      let folder = String(file.prefix { $0 != "/" })
      if folders.last != folder { folders.append(folder) }
    }
    return folders
  }

  /// The name of an image's file, without its ending.
  ///
  /// - Parameters:
  ///   - frame: Its number, from 0.
  ///   - track: The number of its walk, from 1.
  static func name(frame: Int, track: Int, in stream: ImageStream) -> String {
    (stream.trackCount > 1 ? "walk-\(track)-" : "") + digits(frame + 1, of: stream.count)
  }

  /// A number with zeros before it, so that names sort in order.
  static func digits(_ number: Int, of count: Int) -> String {
    let (text, width) = (String(number), max(4, String(count).count))
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }
}
