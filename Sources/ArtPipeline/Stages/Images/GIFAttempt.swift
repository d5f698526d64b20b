import ArtMedia
import ArtSettings

/// How a GIF is made that is to be no larger than so many bytes: with fewer colours, then fewer frames, then smaller
/// images, always in the same order, until it fits.
struct GIFAttempt: Hashable, Sendable {
  /// The most colours of a frame.
  var colors: Int
  /// Every so many frames one is shown.
  var step: Int
  /// The sides, in eighths of those that were asked for.
  var eighths: Int

  private init(_ colors: Int, _ step: Int, _ eighths: Int) {
    self.colors = colors
    self.step = step
    self.eighths = eighths
  }

  static let whole = GIFAttempt(256, 1, 8)

  static let all: [GIFAttempt] = [
    whole, GIFAttempt(128, 1, 8), GIFAttempt(64, 1, 8), GIFAttempt(32, 1, 8), GIFAttempt(64, 2, 8),
    GIFAttempt(32, 2, 8), GIFAttempt(64, 2, 6), GIFAttempt(32, 2, 6), GIFAttempt(64, 2, 4), GIFAttempt(32, 2, 4),
    GIFAttempt(32, 3, 3), GIFAttempt(32, 4, 2), GIFAttempt(16, 4, 2), GIFAttempt(16, 6, 1),
  ]

  /// What is given up: `64 colours, every second frame, half the size`.
  var words: String {
    var parts = ["\(colors) colours"]
    if step > 1 { parts.append("one frame in \(step)") }
    if eighths < 8 { parts.append("\(eighths)/8 of the size") }
    return parts.joined(separator: ", ")
  }

  /// The format with these colours.
  func format(_ format: any VideoFormat) -> any VideoFormat {
    guard let gif = format as? GIFFormat else { return format }
    return GIFFormat(dithering: gif.dithering, colors: min(gif.colors, colors))
  }
}
