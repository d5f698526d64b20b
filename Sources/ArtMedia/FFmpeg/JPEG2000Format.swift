/// JPEG 2000: grey up to 16 bits, colours of 8 bits, with or without alpha.
public struct JPEG2000Format: ReadableImageFormat, Hashable {
  public let id = "jp2"
  public let title = "JPEG 2000"
  public let suffixes = ["jp2", "j2k"]

  public init() {}

  private static let fileStart: [UInt8] = [0, 0, 0, 12] + Array("jP  ".utf8)
  private static let streamStart: [UInt8] = [0xFF, 0x4F, 0xFF, 0x51]

  public var decoders: [String] { ["jpeg2000"] }

  public func recognizes(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: Self.fileStart) || bytes.starts(with: Self.streamStart)
  }

  public func decode(_ bytes: [UInt8], limits: ImageLimits) throws(MediaError) -> PixelImage {
    var stream = BoxReader(bytes, title: title)
    if bytes.starts(with: Self.fileStart) {
      var found: BoxReader?
      while found == nil, let box = try stream.box() {
        if box.type == "jp2h" { try checkColors(box.content) }
        if box.type == "jp2c" { found = box.content }
      }
      guard let found else { throw MediaError.damaged(title, "it holds no image") }
      stream = found
    }
    try checkSize(&stream, limits: limits)
    // Y'CbCr is that of JPEG.
    let colors = FFmpegDecoder.Colors(hasFullRange: true)
    return try bytes.withBuffer { buffer throws(MediaError) in
      try FFmpegDecoder(codec: "jpeg2000", colors: colors).image(buffer, title: title, limits: limits)
    }
  }

  /// sRGB, grey and sYCC are read (ISO/IEC 15444-1, table I.10), and whatever an ICC profile describes as these.
  private func checkColors(_ header: BoxReader) throws(MediaError) {
    var header = header
    while var box = try header.box() {
      guard box.type == "colr" else { continue }
      let method = try box.content.number(1)
      try box.content.skip(2)
      guard method == 1 else { continue }
      guard [16, 17, 18].contains(try box.content.number(4)) else {
        throw MediaError.notRead(title, "has colours that are neither sRGB nor grey")
      }
    }
  }

  /// The marker segment SIZ, which stands first.
  private func checkSize(_ stream: inout BoxReader, limits: ImageLimits) throws(MediaError) {
    guard try stream.number(4) == 0xFF4F_FF51 else { throw MediaError.damaged(title, "its first marker is missing") }
    try stream.skip(2)
    guard try stream.number(2) & 0x4000 == 0 else {
      throw MediaError.notRead(title, "is of the high-throughput kind")
    }
    let right = try stream.number(4)
    let bottom = try stream.number(4)
    try limits.check(width: right - stream.number(4), height: bottom - stream.number(4))
    try stream.skip(16)
    let components = try stream.number(2)
    guard (1...4).contains(components) else { throw MediaError.notRead(title, "has \(components) channels") }
    for _ in 0..<components {
      let depth = try stream.number(1)
      guard depth & 0x80 == 0 else { throw MediaError.notRead(title, "has signed samples") }
      guard depth + 1 <= (components < 3 ? 16 : 8) else {
        throw MediaError.notRead(title, "has colours of \(depth + 1) bits")
      }
      guard try stream.number(2) == 0x0101 else { throw MediaError.notRead(title, "has colours of half the size") }
    }
  }
}
