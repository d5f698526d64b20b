/// The formats of image files that a program reads and writes. A value: built once, never changed.
public struct ImageFormatRegistry: Sendable {
  /// The formats that come with the library.
  public static let builtIn: [any ImageFormat] = [
    png, JPEGFormat(), WebPFormat(), FFmpegImageFormat.gif, BMPFormat(), TIFFFormat(), AVIFFormat(), JPEG2000Format(),
    ICOFormat(), PNMFormat(), FFmpegImageFormat.qoi, FFmpegImageFormat.sgi,
    FFmpegImageFormat.pcx, APNGFormat(), TGAFormat(),
  ]

  /// A registry of the formats that come with the library.
  public static let standard = ImageFormatRegistry(checked: builtIn, usual: png)

  private static let png = PNGFormat()

  /// The formats that can be read.
  public let readable: [any ReadableImageFormat]
  /// The formats that can be written.
  public let writable: FormatRegistry<any WritableImageFormat>

  /// - Throws: `RegistryError` where two formats have the same id, ``MediaError`` where they have the same ending or none
  ///   can be written.
  public init(_ formats: [any ImageFormat]) throws {
    try FormatRegistry<any WritableImageFormat>.check(formats, content: "image")
    guard let usual = formats.lazy.compactMap({ $0 as? any WritableImageFormat }).first else {
      throw MediaError(
        .invalidArgument, "no image format can be written",
        advice: "the program must register a WritableImageFormat, such as PNGFormat()")
    }
    self.init(checked: formats, usual: usual)
  }

  private init(checked formats: [any ImageFormat], usual: any WritableImageFormat) {
    readable = formats.compactMap { $0 as? any ReadableImageFormat }
    let others = formats.compactMap { $0 as? any WritableImageFormat }.filter { $0.id != usual.id }
    writable = FormatRegistry(usual, others, content: "image") { $0 }
  }

  /// How names of files that can be read end, the most usual of each format: `.png, .jpg or the like`.
  public var readableSuffixWords: String {
    readable.prefix(4).compactMap { $0.suffixes.first.map { ".\($0)" } }.joined(separator: ", ") + " or the like"
  }

  /// The names of the formats that can be read: `PNG, JPEG, WebP`.
  var readableTitles: String { readable.map(\.title).joined(separator: ", ") }

  /// The format of a file, told by its content; nil where no format recognizes it.
  func format(of bytes: [UInt8]) -> (any ReadableImageFormat)? {
    readable.first { !$0.isFallback && $0.recognizes(bytes) }
      ?? readable.first { $0.isFallback && $0.recognizes(bytes) }
  }
}
