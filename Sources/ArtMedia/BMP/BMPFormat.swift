/// BMP: palettes of 1, 4 and 8 bits, 16, 24 and 32 bits a pixel, rows either way, and runs of 8 bits.
public struct BMPFormat: ReadableImageFormat, Hashable {
  public let id = "bmp"
  public let suffixes = ["bmp", "dib"]

  public init() {}

  public var decoders: [String] { ["bmp"] }

  public func recognizes(_ bytes: [UInt8]) -> Bool { bytes.starts(with: Array("BM".utf8)) && bytes.count > 17 }

  public func decode(_ bytes: [UInt8], limits: ImageLimits) throws(MediaError) -> PixelImage {
    let header = LittleEndianReader(bytes)
    guard let size = header.number(at: 14, 4), bytes.count > 30 else {
      throw MediaError.damaged(title, "the file ends too early")
    }
    guard [12, 40, 52, 56, 64, 108, 124].contains(size) else { throw MediaError.notRead(title, "has a rare header") }
    let compression = size == 12 ? 0 : header.number(at: 30, 4) ?? 0
    let depth = header.number(at: size == 12 ? 24 : 28, 2) ?? 0
    switch (compression, depth) {
    case (0, 1), (0, 4), (0, 8), (0, 16), (0, 24), (0, 32), (1, 8), (3, 16), (3, 32): break
    case (4, _), (5, _): throw MediaError.notRead(title, "holds a JPEG or PNG")
    default: throw MediaError.notRead(title, "has \(depth) bits a pixel or is compressed in a rare way")
    }
    let image = try bytes.withBuffer { buffer throws(MediaError) in
      try FFmpegDecoder(codec: "bmp").image(buffer, title: title, limits: limits)
    }
    // The fourth byte is alpha only where a mask says so.
    let alphaMask = compression == 3 && size >= 56 ? header.number(at: 66, 4) ?? 0 : 0
    return alphaMask == 0 ? image.withoutAlpha() : image
  }
}

/// Numbers with the lowest byte first; nil where there are no more bytes.
struct LittleEndianReader {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  func number(at place: Int, _ size: Int) -> Int? {
    guard place >= 0, place <= bytes.count - size else { return nil }
    return bytes[place..<place + size].reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}
