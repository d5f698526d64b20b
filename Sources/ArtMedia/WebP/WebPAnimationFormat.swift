public import ArtFiles
import CFFmpeg

/// An animated WebP: small, with transparency. libwebp keeps the compressed frames in memory until the end.
public struct WebPAnimationFormat: VideoFormat {
  public let id = "webp"
  public let title = "WebP"
  public let suffixes = ["webp"]
  public let largestSide = 16_383
  public let keepsAlpha = true

  public init() {}

  /// Of a walk through noise that was enlarged. Without loss, what the pixels take.
  public func mostBytes(pixels: Double, quality: Int) -> Double {
    pixels * (quality == 100 ? 4 : 0.05 + 0.002 * Double(quality))
  }

  public var encoder: String? { FFmpegEncoding.name(Self.container) }

  public func check(hasSound: Bool) throws(MediaError) { _ = try FFmpegEncoding(Self.container, hasSound: false) }

  public func begin(
    _ file: FileWriter, width: Int, height: Int, settings: VideoSettings
  ) throws(MediaError) -> any VideoSink {
    let encoding = try FFmpegEncoding(Self.container, hasSound: false)
    return try FFmpegVideoWriter(file, encoding, width: width, height: height, settings: settings) {
      file throws(MediaError) in
      try WebPMetadata.add(title: settings.title, comment: settings.comment, to: file)
    }
  }

  /// It loops for ever.
  static let container = FFmpegContainer(
    title: "WebP", name: "webp", options: "loop=0", frames: ART_FRAMES_BGRA,
    encoders: [
      FFmpegEncoder(name: "libwebp_anim") { _, _, settings in
        let method =
          switch settings.effort {
          case .fast: 2
          case .medium: 4
          case .slow: 6
          }
        return settings.quality == 100
          ? "lossless=1:quality=75:compression_level=\(method)"
          : "lossless=0:quality=\(settings.quality):compression_level=\(method)"
      }
    ], others: "a GIF")
}
