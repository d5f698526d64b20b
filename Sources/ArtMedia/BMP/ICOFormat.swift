/// Icons of Windows: the largest image of a file, a PNG or a BMP with a mask.
public struct ICOFormat: ReadableImageFormat, Hashable {
  public let id = "ico"
  public let suffixes = ["ico"]

  public init() {}

  public var decoders: [String] { ["bmp"] }

  public func recognizes(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0, 0, 1, 0]) && bytes.count > 22 && (bytes[4] | bytes[5]) != 0 && bytes[9] == 0
  }

  public func decode(_ bytes: [UInt8], limits: ImageLimits) throws(MediaError) -> PixelImage {
    let content = try largest(in: bytes)
    let png = PNGFormat()
    return try png.recognizes(content) ? png.decode(content, limits: limits) : bitmap(content, limits: limits)
  }

  /// The content of the largest image; of equal ones that with the most colours.
  private func largest(in bytes: [UInt8]) throws(MediaError) -> [UInt8] {
    let header = LittleEndianReader(bytes)
    var best: (side: Int, depth: Int, range: Range<Int>)?
    for entry in 0..<(header.number(at: 4, 2) ?? 0) {
      let place = 6 + 16 * entry
      guard let width = header.number(at: place, 1), let height = header.number(at: place + 1, 1),
        let depth = header.number(at: place + 6, 2), let count = header.number(at: place + 8, 4),
        let start = header.number(at: place + 12, 4), start <= bytes.count, count <= bytes.count - start
      else { throw MediaError.damaged(title, "the file ends too early") }
      // 0 stands for 256.
      let side = (width == 0 ? 256 : width) * (height == 0 ? 256 : height)
      if let best, (best.side, best.depth) >= (side, depth) { continue }
      best = (side, depth, start..<start + count)
    }
    guard let best else { throw MediaError.damaged(title, "it holds no image") }
    return Array(bytes[best.range])
  }

  /// A BMP without its first 14 bytes, of twice the height: the mask follows the pixels.
  private func bitmap(_ content: [UInt8], limits: ImageLimits) throws(MediaError) -> PixelImage {
    let header = LittleEndianReader(content)
    guard header.number(at: 0, 4) == 40, header.number(at: 16, 4) == 0, let width = header.number(at: 4, 4),
      let height = header.number(at: 8, 4).map({ $0 / 2 }), let depth = header.number(at: 14, 2),
      let used = header.number(at: 32, 4), [1, 4, 8, 24, 32].contains(depth)
    else { throw MediaError.notRead(title, "holds a rare kind of BMP") }
    try limits.check(width: width, height: height)
    let colors = depth > 8 ? 0 : used == 0 ? 1 << depth : min(used, 256)
    let start = 40 + 4 * colors
    let rows = (width * depth + 31) / 32 * 4 * height
    guard start + rows <= content.count else { throw MediaError.damaged(title, "the file ends too early") }
    func bytes(_ number: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } }
    let file =
      Array("BM".utf8) + bytes(14 + start + rows) + bytes(0) + bytes(14 + start) + content[..<8] + bytes(height)
      + content[12..<start + rows]
    let image = try file.withBuffer { buffer throws(MediaError) in
      try FFmpegDecoder(codec: "bmp").image(buffer, title: title, limits: limits)
    }
    if depth == 32 { return image }
    let mask = try self.mask(content.dropFirst(start + rows), width: width, height: height)
    return try image.with(alpha: mask, isPremultiplied: false, title: title)
  }

  /// One bit a pixel, set where nothing shows, rows from bottom to top.
  private func mask(_ bits: ArraySlice<UInt8>, width: Int, height: Int) throws(MediaError) -> PixelImage {
    // Pillow writes rows that do not begin at multiples of four bytes.
    let packed = (width + 7) / 8
    let row = bits.count == packed * height ? packed : (width + 31) / 32 * 4
    guard bits.count >= row * height else { throw MediaError.damaged(title, "the file ends too early") }
    var mask = try PixelImage(width: width, height: height, channels: 1)
    for y in 0..<height {
      for x in 0..<width {
        let byte = bits[bits.startIndex + (height - 1 - y) * row + x / 8]
        mask[x, y] = byte >> (7 - x % 8) & 1 == 1 ? 0 : 255
      }
    }
    return mask
  }
}
