import CFFmpeg

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Whatever else FFmpeg's libraries know: GIF, BMP, TIFF, AVIF and many more. They tell formats apart themselves, so
/// this is tried after all others.
public struct FFmpegImageFormat: ReadableImageFormat, Hashable {
  public let id = "ffmpeg"
  public let title = "GIF, BMP, TIFF, AVIF and others that FFmpeg knows"
  /// HEIC is not among them: FFmpeg's libraries on many systems cannot read it.
  public let suffixes = [
    "gif", "bmp", "dib", "tif", "tiff", "avif", "apng", "ppm", "pgm", "pbm", "pnm", "tga", "jp2", "jxl", "ico", "qoi",
    "sgi", "pcx",
  ]
  public let isFallback = true

  public init() {}

  public func recognizes(_ bytes: [UInt8]) -> Bool { true }

  public func decode(_ bytes: [UInt8], limits: ImageLimits) throws(MediaError) -> PixelImage {
    // A TIFF file begins with the same directory that EXIF blocks are made of.
    try bytes.withBuffer { buffer throws(MediaError) in
      try Self.image(buffer, limits: limits).upright(from: ExifOrientation(tiff: buffer))
    }
  }

  /// Decodes the first image of a file.
  static func image(_ bytes: UnsafeBufferPointer<UInt8>, limits: ImageLimits) throws(MediaError) -> PixelImage {
    var decoded = ArtDecodedImage()
    let (status, message) = withFFmpegMessage {
      art_image_decode(bytes.baseAddress, bytes.count, Int64(limits.side), Int64(limits.pixels), &decoded, $0)
    }
    switch status {
    case ART_IMAGE_DONE: break
    case ART_IMAGE_UNKNOWN:
      throw MediaError(.notAImage, "this is no image that can be read" + (message.isEmpty ? "" : ": \(message)"))
    case ART_IMAGE_TOO_LARGE:
      try limits.check(width: Int(decoded.width), height: Int(decoded.height))
      throw MediaError(.tooLarge, "the image is larger than \(limits.pixels) pixels", advice: "make it smaller first")
    case ART_IMAGE_NO_LIBRARY:
      throw MediaError(.missingLibrary, "only PNG and JPEG can be read: \(message)")
    case ART_IMAGE_NO_MEMORY:
      throw MediaError(.tooLarge, "not enough memory for the image")
    default:
      throw MediaError(.damaged, "this image is damaged: \(message)")
    }
    guard let pixels = decoded.pixels else { throw MediaError(.damaged, "this image is damaged") }
    defer { free(pixels) }
    let (width, height, channels) = (Int(decoded.width), Int(decoded.height), Int(decoded.channels))
    let samples = [UInt8](UnsafeBufferPointer(start: pixels, count: width * height * channels))
    return PixelImage(unchecked: samples, width: width, height: height, channels: channels)
  }
}
