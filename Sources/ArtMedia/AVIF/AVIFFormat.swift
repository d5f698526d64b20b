/// AVIF: still images of one part, with alpha, turned and mirrored; of a sequence its still image. FFmpeg decodes the
/// data; what the file around them says is applied here.
public struct AVIFFormat: ReadableImageFormat, Hashable {
  public let id = "avif"
  public let suffixes = ["avif"]

  public init() {}

  public var decoders: [String] { ["av1"] }

  public func recognizes(_ bytes: [UInt8]) -> Bool {
    bytes.count >= 16 && bytes[4..<8].elementsEqual("ftyp".utf8)
      && FileSignature.brands(of: bytes).contains { $0 == "avif" || $0 == "avis" }
  }

  public func decode(_ bytes: [UInt8], limits: ImageLimits) throws(MediaError) -> PixelImage {
    let items = try AVIFItems(bytes)
    guard let primary = items.primary else { throw MediaError.notRead(title, "is a film without a still image") }
    let setup = try AVIFSetup(items, primary)
    let color = try image(primary, of: items, setup, limits: limits)
    let whole = try alpha(of: primary, in: items, limits: limits).map { alpha throws(MediaError) in
      try color.with(alpha: alpha.plane, isPremultiplied: alpha.isPremultiplied, title: title)
    }
    return setup.turns.reduce(whole ?? color) { $0.upright(from: $1) }
  }

  private func image(
    _ item: Int, of items: AVIFItems, _ setup: AVIFSetup, limits: ImageLimits
  ) throws(MediaError) -> PixelImage {
    try limits.check(width: setup.width, height: setup.height)
    let image = try items.data(of: item).withBuffer { buffer throws(MediaError) in
      try FFmpegDecoder(codec: "av1", colors: setup.colors).image(buffer, title: title, limits: limits)
    }
    guard image.width == setup.width, image.height == setup.height else {
      throw MediaError.notRead(title, "is made of an image of another size")
    }
    return image
  }

  /// The plane of alpha that belongs to an image.
  private func alpha(
    of item: Int, in items: AVIFItems, limits: ImageLimits
  ) throws(MediaError) -> (plane: PixelImage, isPremultiplied: Bool)? {
    for reference in items.references where reference.type == "auxl" && reference.to.contains(item) {
      var setup = try AVIFSetup(items, reference.from)
      guard setup.isAlpha else { continue }
      setup.colors = FFmpegDecoder.Colors(hasFullRange: true)
      let plane = try image(reference.from, of: items, setup, limits: limits)
      let isPremultiplied = items.references.contains {
        $0.type == "prem" && $0.from == item && $0.to.contains(reference.from)
      }
      return (plane, isPremultiplied)
    }
    return nil
  }
}

/// What the properties of one image of an AVIF file say.
struct AVIFSetup {
  private(set) var width = 0
  private(set) var height = 0
  /// In the order in which they are done.
  private(set) var turns: [ExifOrientation] = []
  var colors: FFmpegDecoder.Colors?
  private(set) var isAlpha = false

  private static let title = "AVIF"
  private static let alphaNames = [
    "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha", "urn:mpeg:hevc:2015:auxid:1",
  ]

  init(_ items: AVIFItems, _ item: Int) throws(MediaError) {
    switch items.types[item] {
    case "av01": break
    case "grid": throw MediaError.notRead(Self.title, "is put together of tiles")
    default: throw MediaError.notRead(Self.title, "is put together of other images")
    }
    for (property, isEssential) in try items.properties(of: item) {
      guard try !apply(property), isEssential else { continue }
      throw MediaError.notRead(Self.title, "has the property '\(property.type)'")
    }
  }

  /// Takes what a property says.
  ///
  /// - Returns: Whether the property is known.
  private mutating func apply(_ property: AVIFItems.Property) throws(MediaError) -> Bool {
    var content = property.content
    switch property.type {
    case "ispe":
      try content.skip(4)
      width = try content.number(4)
      height = try content.number(4)
    case "irot":
      let turn: [ExifOrientation] = [.upright, .needsCounterclockwiseTurn, .turned180, .needsClockwiseTurn]
      turns.append(turn[try content.number(1) & 3])
    case "imir": turns.append(try content.number(1) & 1 == 0 ? .flipped : .mirrored)
    case "clap": throw MediaError.notRead(Self.title, "is cut out of a larger image")
    case "auxC":
      try content.skip(4)
      isAlpha = Self.alphaNames.contains(try content.text())
    case "colr": try applyColors(&content)
    case "av1C", "pixi", "pasp", "a1lx", "clli", "mdcv": break
    default: return false
    }
    return true
  }

  /// The description by numbers of ITU-T H.273 counts more than that in the data; profiles are not applied.
  private mutating func applyColors(_ content: inout BoxReader) throws(MediaError) {
    guard try content.letters() == "nclx" else { return }
    try content.skip(2)
    let transfer = try content.number(2)
    guard transfer != 16, transfer != 18 else { throw MediaError.notRead(Self.title, "has a high dynamic range") }
    let matrix = try content.number(2)
    colors = FFmpegDecoder.Colors(hasFullRange: try content.number(1) & 0x80 != 0, matrix: matrix)
  }
}
