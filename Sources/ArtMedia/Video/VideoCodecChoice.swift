import CFFmpeg

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Which of FFmpeg's encoders makes a video, and how it is set.
struct VideoCodecChoice {
  /// FFmpeg's name of the encoder.
  let name: String
  private let options: String
  private let threads: Int
  private let containerOptions: String
  private let container: String
  private let frames: ArtFrameFormat
  private let width: Int
  private let height: Int

  /// Takes the best encoder that the installed FFmpeg has.
  ///
  /// - Throws: ``MediaError`` when FFmpeg is missing or was built without any encoder that would do.
  init(format: VideoFormat, width: Int, height: Int, settings: VideoSettings) throws(MediaError) {
    let (isLoaded, reason) = withFFmpegMessage { art_ffmpeg_load($0) }
    guard isLoaded != 0 else {
      throw MediaError(.missingLibrary, "cannot write \(format.rawValue.uppercased()) videos: \(reason)")
    }
    try self.init(format: format, width: width, height: height, settings: settings) { art_ffmpeg_has_encoder($0) != 0 }
  }

  /// Takes the best encoder of those that are available.
  init(
    format: VideoFormat, width: Int, height: Int, settings: VideoSettings, isAvailable: (String) -> Bool
  ) throws(MediaError) {
    let candidates = format == .webp ? ["libwebp_anim"] : ["libx264", "libopenh264", "mpeg4"]
    guard let name = candidates.first(where: isAvailable) else {
      throw MediaError(
        .unsupported,
        "this FFmpeg cannot write \(format.rawValue.uppercased()) videos: it has no encoder \(candidates.last ?? "")")
    }
    self.name = name
    self.width = width
    self.height = height
    container = format == .webp ? "webp" : "mp4"
    // MP4: the index stands before the pictures, so that browsers can begin before all is loaded. WebP: loop for ever.
    containerOptions = format == .webp ? "loop=0" : "movflags=+faststart"
    frames = format == .webp ? ART_FRAMES_BGRA : ART_FRAMES_YUV420
    // With a fixed number of threads, x264's output does not depend on the machine's cores.
    threads = name == "libx264" ? 4 : 1
    options = VideoCodecChoice.options(name, width: width, height: height, settings: settings)
  }

  private static func options(_ name: String, width: Int, height: Int, settings: VideoSettings) -> String {
    let quality = Double(settings.quality)
    switch name {
    case "libx264":
      let preset =
        [VideoSettings.Effort.fast: "veryfast", .medium: "medium", .slow: "slow"][settings.effort] ?? "medium"
      let factor = decimal(40 - 0.28 * quality)
      // Different processors may take different, equally good short cuts, unless told not to.
      return "crf=\(factor):preset=\(preset):profile=high:x264-params=cpu-independent=1"
    case "libopenh264":
      // It knows bit rates only: 0.02 to 0.5 bits a pixel.
      let bitsPerPixel = 0.02 * exp2(quality / 21.5)
      let rate = bitsPerPixel * Double(width * height) * settings.frameRate.framesPerSecond
      return "b=\(Int(max(rate, 20_000)))"
    case "libwebp_anim":
      let method = [VideoSettings.Effort.fast: 2, .medium: 4, .slow: 6][settings.effort] ?? 4
      return settings.quality == 100
        ? "lossless=1:quality=75:compression_level=\(method)"
        : "lossless=0:quality=\(settings.quality):compression_level=\(method)"
    default:
      // FFmpeg counts quantisers in 118ths.
      return "flags=+qscale:global_quality=\(Int(((31 - 0.29 * quality) * 118).rounded()))"
    }
  }

  /// Two places behind the point, as FFmpeg reads numbers in any locale.
  private static func decimal(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    return "\(hundredths / 100).\(hundredths / 10 % 10)\(hundredths % 10)"
  }

  /// Opens the file with these settings.
  func open(path: String, settings: VideoSettings, message: UnsafeMutablePointer<CChar>?) -> OpaquePointer? {
    let texts = [("title", settings.title), ("comment", settings.comment)].filter { $0.1 != nil }
    return CStrings.withCStrings(
      [container, containerOptions, name, options] + texts.flatMap { [$0.0, $0.1 ?? ""] }
    ) { strings in
      let pairs = texts.indices.map { ArtVideoText(key: strings[4 + 2 * $0], value: strings[5 + 2 * $0]) }
      return pairs.withUnsafeBufferPointer { pairs in
        var native = ArtVideoSettings()
        native.container = strings[0]
        native.container_options = strings[1]
        native.encoder = strings[2]
        native.encoder_options = strings[3]
        native.frames = frames
        // Players that ignore the tags take large pictures for BT.709 and small ones for BT.601.
        native.matrix = max(width, height * 16 / 9) >= 1280 ? ART_BT709 : ART_BT601
        native.width = Int32(width)
        native.height = Int32(height)
        native.rate_numerator = Int32(settings.frameRate.numerator)
        native.rate_denominator = Int32(settings.frameRate.denominator)
        native.threads = Int32(threads)
        native.texts = pairs.baseAddress
        native.text_count = Int32(pairs.count)
        return art_video_open(path, &native, message)
      }
    }
  }
}
