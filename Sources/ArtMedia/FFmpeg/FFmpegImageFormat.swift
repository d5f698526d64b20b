/// A format that one of FFmpeg's decoders reads right in all its variants.
public struct FFmpegImageFormat: ReadableImageFormat {
  public let id: String
  public let title: String
  public let suffixes: [String]
  private let decoder: FFmpegDecoder
  private let begins: @Sendable ([UInt8]) -> Bool
  /// Finds the texts in a file; nil where the format has none.
  private let texts: (@Sendable ([UInt8]) throws(MediaError) -> [String: String])?

  /// GIF; of an animation the first image.
  public static let gif = FFmpegImageFormat(
    id: "gif", title: "GIF", suffixes: ["gif"], decoder: FFmpegDecoder(codec: "gif", container: "gif"),
    texts: GIFTexts.decode
  ) { $0.starts(with: Array("GIF87a".utf8)) || $0.starts(with: Array("GIF89a".utf8)) }

  public static let qoi = FFmpegImageFormat(
    id: "qoi", title: "QOI", suffixes: ["qoi"], decoder: FFmpegDecoder(codec: "qoi")
  ) { $0.starts(with: Array("qoif".utf8)) }

  public static let sgi = FFmpegImageFormat(
    id: "sgi", title: "SGI image", suffixes: ["sgi"], decoder: FFmpegDecoder(codec: "sgi")
  ) { $0.starts(with: [0x01, 0xDA]) }

  public static let pcx = FFmpegImageFormat(
    id: "pcx", title: "PCX", suffixes: ["pcx"], decoder: FFmpegDecoder(codec: "pcx")
  ) { $0.count > 4 && $0[0] == 0x0A && $0[1] <= 5 && $0[2] == 1 && [1, 2, 4, 8].contains($0[3]) }

  public var decoders: [String] { [decoder.codec] }

  public func recognizes(_ bytes: [UInt8]) -> Bool { begins(bytes) }

  public func decode(_ bytes: [UInt8], limits: ImageLimits) throws(MediaError) -> PixelImage {
    try bytes.withBuffer { buffer throws(MediaError) in try decoder.image(buffer, title: title, limits: limits) }
  }

  public func metadata(of bytes: [UInt8]) throws(MediaError) -> [String: String] { try texts?(bytes) ?? [:] }

  public func imageData(of bytes: [UInt8]) throws(MediaError) -> [UInt8]? {
    id == "gif" ? try GIFTexts.imageData(bytes) : nil
  }

  init(
    id: String, title: String, suffixes: [String], decoder: FFmpegDecoder,
    texts: (@Sendable ([UInt8]) throws(MediaError) -> [String: String])? = nil,
    begins: @escaping @Sendable ([UInt8]) -> Bool
  ) {
    self.id = id
    self.title = title
    self.suffixes = suffixes
    self.decoder = decoder
    self.begins = begins
    self.texts = texts
  }
}
