public import ArtFiles

/// An animated GIF: 256 colours a frame, up to 50 frames a second.
///
/// The encoder is our own: FFmpeg's (`palettegen` and `paletteuse`, a palette for each frame) takes six to nine times as
/// long. Without dithering and with ordered dithering it makes files of the same size and colours. With error diffusion its
/// files are 11 % smaller and their pixels nearer, and their areas farther from the source. With one palette for all frames
/// its files are up to 40 % smaller, and 1.6 times as far from the colours. BENCHMARKS.md has the numbers.
public struct GIFFormat: VideoFormat, Hashable {
  /// How frames show colours between those of their palette.
  public enum Dithering: String, Hashable, Sendable, CaseIterable, Codable {
    /// The nearest colour: flat areas, steps in gradients, the smallest files.
    case none
    /// A fixed fine pattern (Bayer's): it does not move from frame to frame.
    case ordered
    /// Floyd and Steinberg's error diffusion: the smoothest gradients.
    case diffusion
  }

  public let id = "gif"
  public let suffixes = ["gif"]
  public let largestSide = 65_535
  public let dithering: Dithering
  /// The most colours of a frame, from 2 to 256.
  public let colors: Int

  /// A byte for each pixel.
  public func mostBytes(pixels: Double, quality: Int) -> Double { pixels }

  /// - Parameters:
  ///   - dithering: How frames show colours between those of their palette.
  ///   - colors: The most colours of a frame; numbers outside 2 to 256 become the nearest of them.
  public init(dithering: Dithering = .diffusion, colors: Int = 256) {
    self.dithering = dithering
    self.colors = min(max(colors, 2), 256)
  }

  public func begin(
    _ file: FileWriter, width: Int, height: Int, settings: VideoSettings
  ) throws(MediaError) -> any VideoSink {
    GIFWriter(file, width: width, height: height, settings: settings, format: self)
  }
}
