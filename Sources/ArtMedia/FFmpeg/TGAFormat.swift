/// Truevision TGA. Its files do not say that they are TGA: a header that makes sense is enough, so this is tried last.
public struct TGAFormat: ReadableImageFormat, Hashable {
  public let id = "tga"
  public let suffixes = ["tga"]
  public let isFallback = true

  public init() {}

  public var decoders: [String] { ["targa"] }

  public func recognizes(_ bytes: [UInt8]) -> Bool {
    guard bytes.count > 18, bytes[1] <= 1, bytes[17] & 0xC0 == 0 else { return false }
    let hasSize = (bytes[12] | bytes[13]) != 0 && (bytes[14] | bytes[15]) != 0
    // A palette's entries, and whether there is one where the kind of image asks for it.
    let palette = bytes[1] == 1
    guard hasSize, palette ? [15, 16, 24, 32].contains(bytes[7]) : bytes[3...7].allSatisfy({ $0 == 0 }) else {
      return false
    }
    switch bytes[2] {
    case 1, 9: return palette && bytes[16] == 8
    case 2, 10: return !palette && [15, 16, 24, 32].contains(bytes[16])
    case 3, 11: return !palette && [8, 16].contains(bytes[16])
    default: return false
    }
  }

  public func decode(_ bytes: [UInt8], limits: ImageLimits) throws(MediaError) -> PixelImage {
    let (kind, depth) = (bytes[2] & 0x07, bytes[16])
    guard kind != 3 || depth == 8 else { throw MediaError.notRead(title, "is grey with transparency") }
    guard kind != 2 || depth > 16 || bytes[17] & 0x0F == 0 else {
      throw MediaError.notRead(title, "has transparency in 16 bits a pixel")
    }
    return try bytes.withBuffer { buffer throws(MediaError) in
      try FFmpegDecoder(codec: "targa").image(buffer, title: title, limits: limits)
    }
  }
}
