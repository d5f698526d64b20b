/// What was written.
public struct VideoSummary: Hashable, Sendable {
  public let frames: Int
  public let width: Int
  public let height: Int
  /// Seconds.
  public let duration: Double
  /// The encoder's name, such as `libx264`.
  public let codec: String
}
