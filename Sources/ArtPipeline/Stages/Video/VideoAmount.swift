import ArtMedia
import ArtSettings

/// How much a video may take, where the document says so by more than its quality.
struct VideoAmount: Sendable {
  /// The most bytes of the file; nil for no limit.
  let mostBytes: Int?
  /// nil for a video of an even quality.
  let bitsPerSecond: Int?

  /// Reads the settings `maxSize` and `bitrate`.
  init(_ settings: SettingsReader, of format: OutputFormat<any VideoFormat>) {
    mostBytes = settings.bytes(
      "maxSize",
      "The most that a GIF may take, such as \"8 MB\": it gets fewer colours, then fewer frames, then smaller ones, until "
        + "it fits.")
    bitsPerSecond = settings.bitsPerSecond(
      "bitrate", "The bits of each second of an MP4 or WebM, such as \"4M\", in the place of 'quality'.")
    if mostBytes != nil, format.format.reductions.isEmpty {
      settings.problem(
        at: "maxSize", .conflict,
        "a \(format.suffix) video cannot be made to fit, as a GIF can; 'quality' or 'size' says how large it is")
    }
    if bitsPerSecond != nil, !format.format.hasBitrate {
      settings.problem(at: "bitrate", .conflict, "a \(format.suffix) video has no bit rate to choose; leave it out")
    }
    if bitsPerSecond != nil, settings.has("quality") {
      settings.problem(at: "bitrate", .conflict, "give either 'quality' or 'bitrate'")
    }
  }

  /// About how many bytes a video takes at most.
  ///
  /// - Parameters:
  ///   - pixels: Those of all frames together.
  ///   - seconds: How long it is.
  func mostBytes(_ format: OutputFormat<any VideoFormat>, pixels: Double, seconds: Double) -> Double {
    // An encoder may miss a rate at first.
    mostBytes.map(Double.init) ?? bitsPerSecond.map { 1.5 * Double($0) / 8 * (seconds + 2) }
      ?? format.format.mostBytes(pixels: pixels, quality: format.quality)
  }
}
