public import ArtFiles
import CFFmpeg

/// ProRes 4444 in a QuickTime file, for programs that cut videos: 10 bits, a colour for each pixel, transparency, and every
/// frame by itself.
public struct MOVFormat: VideoFormat, Hashable {
  public let id = "mov"
  public let suffixes = ["mov"]
  public let largestSide = 16_384
  public let keepsAlpha = true

  public init() {}

  /// Of a walk through noise that was enlarged; calm images take a tenth.
  public func mostBytes(pixels: Double, quality: Int) -> Double { pixels * 4 / Double(Self.quantiser(quality)) }

  public func begin(
    _ file: FileWriter, width: Int, height: Int, settings: VideoSettings
  ) throws(MediaError) -> any VideoSink {
    try FFmpegVideoWriter(
      file, choice: FFmpegEncoding(Self.container, width: width, height: height), settings: settings)
  }

  /// 1 at a quality of 100, 4 at 80, 16 at 0.
  private static func quantiser(_ quality: Int) -> Int { 1 + (100 - quality) * 15 / 100 }

  static let container = FFmpegContainer(
    title: "MOV", name: "mov", options: "movflags=+faststart", frames: ART_FRAMES_YUVA444P10,
    encoders: [
      // FFmpeg counts quantisers in 118ths.
      FFmpegEncoder(name: "prores_ks") { _, _, settings in
        "profile=4444:alpha_bits=8:vendor=apl0:flags=+qscale:global_quality=\(118 * quantiser(settings.quality))"
      }
    ])
}
