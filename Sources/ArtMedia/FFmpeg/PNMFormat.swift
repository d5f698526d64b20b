/// The formats of Netpbm: PBM, PGM and PPM, plain and raw, and PAM. Of several images in a file the first is read.
public struct PNMFormat: ReadableImageFormat, Hashable {
  public let id = "pnm"
  public let title = "PNM"
  public let suffixes = ["ppm", "pgm", "pbm", "pnm", "pam"]

  public init() {}

  public var decoders: [String] { ["pbm", "pgm", "ppm"] }

  public func recognizes(_ bytes: [UInt8]) -> Bool {
    bytes.count > 2 && PNMFormat.codec(bytes) != nil && [0x09, 0x0A, 0x0D, 0x20, 0x23].contains(bytes[2])
  }

  public func decode(_ bytes: [UInt8], limits: ImageLimits) throws(MediaError) -> PixelImage {
    let decoder = FFmpegDecoder(codec: PNMFormat.codec(bytes) ?? "ppm")
    return try bytes.withBuffer { buffer throws(MediaError) in
      try decoder.image(buffer, title: title, limits: limits)
    }
  }

  private static func codec(_ bytes: [UInt8]) -> String? {
    guard bytes.count > 1, bytes[0] == UInt8(ascii: "P") else { return nil }
    return switch bytes[1] {
    case UInt8(ascii: "1"), UInt8(ascii: "4"): "pbm"
    case UInt8(ascii: "2"), UInt8(ascii: "5"): "pgm"
    case UInt8(ascii: "3"), UInt8(ascii: "6"): "ppm"
    case UInt8(ascii: "7"): "pam"
    default: nil
    }
  }
}
