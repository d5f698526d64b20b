import ArtData
import ArtMedia
import ArtSettings

/// The colours that images are to have no others than.
struct PaletteSettings: Sendable {
  private enum Colors: Sendable {
    case listed(ColorPalette)
    /// Those of the images that the model learns.
    case data
  }

  private let colors: Colors?
  private static let key = "palette"
  private static let data = "from data"

  /// Reads the setting `palette`.
  init(_ settings: SettingsReader) {
    let texts = settings.names(
      Self.key,
      "The only colours that images may have, as for pixel art: a list such as [\"#1a1c2c\", \"white\"], or \"from data\" "
        + "for those of the training images. Each pixel takes the one that looks nearest.")
    guard let texts, settings.log.isEmpty else {
      colors = nil
      return
    }
    if texts == [Self.data] {
      colors = .data
      return
    }
    do throws(MediaError) {
      var colors: [RGBColor] = []
      for text in texts { colors.append(try RGBColor(parsing: text)) }
      self.colors = .listed(try ColorPalette(colors))
    } catch {
      settings.problem(at: Self.key, .outOfRange, error.words)
      colors = nil
    }
  }

  /// How images are enlarged: a palette's as squares.
  func checked(_ upscaling: Upscaling, _ settings: SettingsReader) -> Upscaling {
    guard colors != nil, upscaling != .nearest else { return upscaling }
    if settings.has("upscaling") {
      settings.problem(
        at: "upscaling", .conflict, "smooth enlarging makes colours that are not in the 'palette'; write \"nearest\"")
    }
    return .nearest
  }

  /// Whether the document's images are needed.
  var isFromData: Bool { if case .data = colors { true } else { false } }

  /// What the colours follow from besides the settings.
  func dependencies(_ inputs: StageInputs) throws -> [String: SettingValue] {
    isFromData ? [Self.key: try inputs.dataset().fingerprint(Self.form(inputs))] : [:]
  }

  /// The colours; nil for all there are.
  func resolved(_ context: StageContext) throws -> ColorPalette? {
    switch colors {
    case nil: nil
    case .listed(let palette): palette
    case .data:
      try Self.palette(of: context.inputs.dataset().dataset(Self.form(context.inputs)))
    }
  }

  /// The images' form: that of those that get their colours.
  private static func form(_ inputs: StageInputs) throws -> ImageForm? {
    guard case .images(let stream) = inputs.artifact else { return nil }
    return ImageForm(try stream.imageShape())
  }

  /// All colours of what is there in a set's images if they are few enough, else those that stand for them.
  private static func palette(of dataset: Dataset) throws -> ColorPalette {
    var isUsed = [Bool](repeating: false, count: 1 << 24)
    var used: [Int] = []
    let last = min(dataset.channels, 3) - 1
    for start in stride(from: 0, to: dataset.pixels.count, by: dataset.channels) {
      if dataset.channels == 4, !ColorPalette.isThere(alpha: dataset.pixels[start + 3]) { continue }
      let (red, blue) = (Int(dataset.pixels[start]), Int(dataset.pixels[start + last]))
      let color = red << 16 | Int(dataset.pixels[start + last / 2]) << 8 | blue
      guard !isUsed[color] else { continue }
      isUsed[color] = true
      used.append(color)
      if used.count > ColorPalette.most { return try ColorPalette(ofImages: sample(dataset)) }
    }
    return try ColorPalette(
      used.sorted().map { RGBColor(red: UInt8($0 >> 16), green: UInt8($0 >> 8 & 255), blue: UInt8($0 & 255)) })
  }

  /// Images evenly spread over a set, as many as tell its colours.
  private static func sample(_ dataset: Dataset) throws -> [PixelImage] {
    let most = max(1, (1 << 22) / (dataset.width * dataset.height))
    return try SheetStage.spread(most, over: dataset.count).map { try dataset.image($0) }
  }
}
