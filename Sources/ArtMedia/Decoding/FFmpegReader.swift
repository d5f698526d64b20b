import CFFmpeg

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Reads pictures through FFmpeg: everything but PNG and JPEG.
enum FFmpegReader {
  /// Decodes the first picture of a file.
  static func picture(_ bytes: UnsafeBufferPointer<UInt8>, limits: ImageLimits) throws(MediaError) -> PixelImage {
    var decoded = ArtDecodedPicture()
    let (status, message) = withFFmpegMessage {
      art_picture_decode(bytes.baseAddress, bytes.count, Int64(limits.side), Int64(limits.pixels), &decoded, $0)
    }
    switch status {
    case ART_PICTURE_DONE: break
    case ART_PICTURE_UNKNOWN:
      throw MediaError(
        .notAPicture, "this is no picture that can be read" + (message.isEmpty ? "" : ": \(message)"),
        advice: "PNG, JPEG, WebP, GIF, BMP, TIFF and AVIF can")
    case ART_PICTURE_TOO_LARGE:
      try limits.check(width: Int(decoded.width), height: Int(decoded.height))
      throw MediaError(.tooLarge, "the picture is larger than \(limits.pixels) pixels", advice: "make it smaller first")
    case ART_PICTURE_NO_LIBRARY:
      throw MediaError(.missingLibrary, "only PNG and JPEG can be read: \(message)")
    case ART_PICTURE_NO_MEMORY:
      throw MediaError(.tooLarge, "not enough memory for the picture")
    default:
      throw MediaError(.damaged, "this picture is damaged: \(message)")
    }
    guard let pixels = decoded.pixels else { throw MediaError(.damaged, "this picture is damaged") }
    defer { free(pixels) }
    let (width, height, channels) = (Int(decoded.width), Int(decoded.height), Int(decoded.channels))
    let samples = [UInt8](UnsafeBufferPointer(start: pixels, count: width * height * channels))
    return PixelImage(unchecked: samples, width: width, height: height, channels: channels)
  }
}
