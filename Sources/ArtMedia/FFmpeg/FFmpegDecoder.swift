import CFFmpeg

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// One of FFmpeg's decoders of images.
///
/// FFmpeg does not guess: which decoder a file is for, and whether its variant is one that the decoder gets right, is told
/// before.
struct FFmpegDecoder: Hashable {
  /// How colours are described in the file around the decoder's data; nil where the decoder knows.
  struct Colors: Hashable {
    /// Whether Y'CbCr uses all values.
    var hasFullRange: Bool
    /// The number of the matrix in ITU-T H.273; nil as the decoder says.
    var matrix: Int?
  }

  /// FFmpeg's name of the decoder.
  var codec: String
  /// FFmpeg's name of the container; nil where a file is one image of the decoder.
  var container: String?
  var colors: Colors?

  /// Decodes the first image of a file.
  ///
  /// - Parameter title: What error messages call the format.
  func image(
    _ bytes: UnsafeBufferPointer<UInt8>, title: String, limits: ImageLimits
  ) throws(MediaError) -> PixelImage {
    var decoded = ArtDecodedImage()
    let (status, message) = withFFmpegMessage { message in
      CStrings.withCStrings([codec, container ?? ""]) { names in
        var kind = ArtImageKind(
          codec: names[0], container: container == nil ? nil : names[1], range: range, matrix: matrix)
        return art_image_decode(
          &kind, bytes.baseAddress, bytes.count, Int64(limits.side), Int64(limits.pixels), &decoded, message)
      }
    }
    switch status {
    case ART_IMAGE_DONE: break
    case ART_IMAGE_UNSUPPORTED:
      throw MediaError(.unsupported, "this \(title) cannot be read: \(message)", advice: MediaError.conversion)
    case ART_IMAGE_TOO_LARGE:
      try limits.check(width: Int(decoded.width), height: Int(decoded.height))
      throw MediaError(.tooLarge, "the image is larger than \(limits.pixels) pixels", advice: "make it smaller first")
    case ART_IMAGE_NO_LIBRARY:
      throw MediaError(.missingLibrary, "only PNG and JPEG can be read: \(message)")
    case ART_IMAGE_NO_MEMORY:
      throw MediaError(.tooLarge, "not enough memory for the image")
    default:
      throw MediaError(.damaged, "this \(title) is damaged, or of a rare kind: \(message)")
    }
    guard let pixels = decoded.pixels else { throw MediaError(.damaged, "this \(title) is damaged") }
    defer { free(pixels) }
    let (width, height, channels) = (Int(decoded.width), Int(decoded.height), Int(decoded.channels))
    let samples = [UInt8](UnsafeBufferPointer(start: pixels, count: width * height * channels))
    var conversions: ImageConversions = []
    if decoded.depth > 8 { conversions.insert(.depth) }
    if decoded.has_more != 0 { conversions.insert(.firstOfMany) }
    return PixelImage(unchecked: samples, width: width, height: height, channels: channels).converted(by: conversions)
  }

  private var range: ArtImageRange {
    switch colors?.hasFullRange {
    case nil: ART_IMAGE_RANGE_SAID
    case true?: ART_IMAGE_RANGE_FULL
    case false?: ART_IMAGE_RANGE_LIMITED
    }
  }

  private var matrix: Int32 { colors?.matrix.map { Int32(clamping: $0) } ?? -1 }
}
