public import ArtFiles
import CFFmpeg

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// H.264 in MP4, for browsers and players; MPEG-4 part 2 where FFmpeg has no H.264 encoder.
public struct MP4Format: VideoFormat {
  public let id = "mp4"
  public let suffixes = ["mp4", "m4v"]
  public let largestSide = 16_384
  public let hasEvenSides = true
  public let soundBytesPerSecond: Double? = FFmpegSoundEncoder.aac.mostBytesPerSecond
  public let hasBitrate = true

  public init() {}

  /// Of a walk through noise that was enlarged; calm images take a tenth.
  public func mostBytes(pixels: Double, quality: Int) -> Double { pixels * 0.0045 * exp2(Double(quality) / 21.5) }

  public var encoder: String? { FFmpegEncoding.name(Self.container) }

  public func check(hasSound: Bool) throws(MediaError) { _ = try FFmpegEncoding(Self.container, hasSound: hasSound) }

  public func copiesSound(of codec: String) -> Bool { Self.container.copies.contains(codec) }

  public func begin(
    _ file: FileWriter, width: Int, height: Int, settings: VideoSettings
  ) throws(MediaError) -> any VideoSink {
    let encoding = try FFmpegEncoding(Self.container, hasSound: settings.soundtrack?.isEncoded == true)
    return try FFmpegVideoWriter(file, encoding, width: width, height: height, settings: settings)
  }

  /// The index stands before the images, so that browsers can begin before all is loaded.
  static let container = FFmpegContainer(
    title: "MP4", name: "mp4", options: "movflags=+faststart", frames: ART_FRAMES_YUV420,
    encoders: [x264, openH264, mpeg4], sound: .aac, copies: ["aac", "ac3", "alac", "eac3", "mp3"],
    others: "a MOV or a WebM")

  private static let x264 = FFmpegEncoder(name: "libx264", threads: 4) { _, _, settings in
    let preset =
      switch settings.effort {
      case .fast: "veryfast"
      case .medium: "medium"
      case .slow: "slow"
      }
    // A rate may be exceeded for two seconds. To keep it, a frame's thread looks at how far those of the frames before it
    // have come: what comes out of several depends on their speed.
    let amount =
      settings.bitsPerSecond.map { "b=\($0):maxrate=\($0):bufsize=\(2 * $0):threads=1" }
      ?? "crf=\(decimal(40 - 0.28 * Double(settings.quality)))"
    // Different processors may take different, equally good short cuts, unless told not to.
    return "\(amount):preset=\(preset):profile=high:x264-params=cpu-independent=1"
  }

  /// It knows bit rates only: 0.02 to 0.5 bits a pixel.
  private static let openH264 = FFmpegEncoder(name: "libopenh264") { width, height, settings in
    let bitsPerPixel = 0.02 * exp2(Double(settings.quality) / 21.5)
    let rate = bitsPerPixel * Double(width * height) * settings.frameRate.framesPerSecond
    return "b=\(settings.bitsPerSecond ?? Int(max(rate, 20_000)))"
  }

  private static let mpeg4 = FFmpegEncoder(name: "mpeg4") { _, _, settings in
    settings.bitsPerSecond.map { "b=\($0)" }
      ?? FFmpegEncoder.quantiser(31 - 0.29 * Double(settings.quality))
  }

  /// Two places behind the point, as FFmpeg reads numbers in any locale.
  private static func decimal(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    return "\(hundredths / 100).\(hundredths / 10 % 10)\(hundredths % 10)"
  }
}
