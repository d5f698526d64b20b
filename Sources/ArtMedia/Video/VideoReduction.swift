/// A video with less in it than was asked for, so that its file is smaller.
public struct VideoReduction: Sendable {
  /// The format, perhaps with fewer colours.
  public let format: any VideoFormat
  /// Every so many frames one is shown.
  public let step: Int
  /// The sides, in eighths of those that were asked for.
  public let eighths: Int
  /// What it has: `64 colours, one frame in 2`.
  public let words: String

  /// - Parameters:
  ///   - format: The format with what it gives up by itself.
  ///   - having: What the format has then, in words; nil where nothing of it is given up.
  ///   - step: Every so many frames one is shown.
  ///   - eighths: The sides, in eighths.
  public init(_ format: any VideoFormat, having: String? = nil, step: Int = 1, eighths: Int = 8) {
    self.format = format
    self.step = step
    self.eighths = eighths
    var parts = [having].compactMap(\.self)
    if step > 1 { parts.append("one frame in \(step)") }
    if eighths < 8 { parts.append("\(eighths)/8 of the size") }
    words = parts.joined(separator: ", ")
  }
}
