public import ArtFiles
import CFFmpeg

/// ProRes 4444 in a QuickTime file, for programs that cut videos: 10 bits, a colour for each pixel, transparency, every frame
/// by itself, and sound as numbers of 24 bits (PCM), as these programs use it.
public struct MOVFormat: VideoFormat, Hashable {
  public let id = "mov"
  public let suffixes = ["mov"]
  public let largestSide = 16_384
  public let keepsAlpha = true
  public let soundBytesPerSecond: Double? = FFmpegSoundEncoder.pcm.mostBytesPerSecond

  public init() {}

  /// Of a walk through noise that was enlarged; calm images take a tenth.
  public func mostBytes(pixels: Double, quality: Int) -> Double { pixels * 4 / Double(Self.quantiser(quality)) }

  public var encoder: String? { FFmpegEncoding.name(Self.container) }

  public func check(hasSound: Bool) throws(MediaError) { _ = try FFmpegEncoding(Self.container, hasSound: hasSound) }

  public func copiesSound(of codec: String) -> Bool { Self.container.copies.contains(codec) }

  public func begin(
    _ file: FileWriter, width: Int, height: Int, settings: VideoSettings
  ) throws(MediaError) -> any VideoSink {
    var settings = settings
    // The file has no room for a longer text: half a recipe would be none.
    settings.comment = settings.comment.flatMap { $0.utf8.count <= UInt16.max ? $0 : nil }
    let encoding = try FFmpegEncoding(Self.container, hasSound: settings.soundtrack?.isEncoded == true)
    return try FFmpegVideoWriter(file, encoding, width: width, height: height, settings: settings)
  }

  /// 1 at a quality of 100, 4 at 80, 16 at 0.
  private static func quantiser(_ quality: Int) -> Int { 1 + (100 - quality) * 15 / 100 }

  static let container = FFmpegContainer(
    title: "MOV", name: "mov", options: "movflags=+faststart", frames: ART_FRAMES_YUVA444P10,
    encoders: [
      FFmpegEncoder(name: "prores_ks") { _, _, settings in
        "profile=4444:alpha_bits=8:vendor=apl0:" + FFmpegEncoder.quantiser(Double(quantiser(settings.quality)))
      }
    ], sound: .pcm,
    copies: [
      "aac", "ac3", "alac", "mp3", "pcm_f32be", "pcm_f32le", "pcm_s16be", "pcm_s16le", "pcm_s24be", "pcm_s24le",
      "pcm_s32be", "pcm_s32le",
    ], others: "an MP4 or a WebM")
}
