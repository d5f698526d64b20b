public import ArtFiles
import CFFmpeg

/// VP9 in WebM with Opus, for browsers. Transparency is kept beside the images, as a second VP9 stream; colours are not
/// weighed by it ("straight" alpha), as browsers and FFmpeg take them.
public struct WebMFormat: VideoFormat {
  public let id = "webm"
  public let title = "WebM"
  public let suffixes = ["webm"]
  public let largestSide = 16_384
  public let keepsAlpha = true
  public let hasEvenSides = true
  public let soundBytesPerSecond: Double? = FFmpegSoundEncoder.opus.mostBytesPerSecond
  public let hasBitrate = true

  public init() {}

  /// No more than H.264 of the same quality, and as much again for transparency.
  public func mostBytes(pixels: Double, quality: Int) -> Double {
    2 * MP4Format().mostBytes(pixels: pixels, quality: quality)
  }

  public var encoder: String? { FFmpegEncoding.name(Self.container(ART_FRAMES_YUV420)) }

  public func check(hasSound: Bool) throws(MediaError) {
    _ = try FFmpegEncoding(Self.container(ART_FRAMES_YUV420), hasSound: hasSound)
  }

  public func copiesSound(of codec: String) -> Bool { Self.container(ART_FRAMES_YUV420).copies.contains(codec) }

  public func begin(
    _ file: FileWriter, width: Int, height: Int, settings: VideoSettings
  ) throws(MediaError) -> any VideoSink {
    let container = Self.container(settings.keepsAlpha ? ART_FRAMES_YUVA420 : ART_FRAMES_YUV420)
    let encoding = try FFmpegEncoding(container, hasSound: settings.soundtrack?.isEncoded == true)
    return try FFmpegVideoWriter(file, encoding, width: width, height: height, settings: settings)
  }

  /// The index stands before the images, so that browsers can seek at once.
  static func container(_ frames: ArtFrameFormat) -> FFmpegContainer {
    FFmpegContainer(
      title: "WebM", name: "webm", options: "cues_to_front=1", frames: frames, encoders: [vp9], sound: .opus,
      copies: ["opus", "vorbis"], others: "an MP4 or a MOV")
  }

  /// Without row-based threads what comes out is the same for any number of threads.
  private static let vp9 = FFmpegEncoder(name: "libvpx-vp9", threads: 4) { _, _, settings in
    let speed =
      switch settings.effort {
      case .fast: 6
      case .medium: 4
      case .slow: 2
      }
    let amount =
      settings.bitsPerSecond.map { "b=\($0):maxrate=\($0):bufsize=\(2 * $0)" }
      ?? "b=0:crf=\(Int((60 - 0.46 * Double(settings.quality)).rounded()))"
    // Both streams of a transparent video begin anew at the same frames, and none is encoded before its turn.
    let inStep = settings.keepsAlpha ? ":g=120:keyint_min=120:auto-alt-ref=0" : ""
    return "\(amount):deadline=good:cpu-used=\(speed):tile-columns=2:row-mt=0\(inStep)"
  }
}
