/// The kinds of picture files that are told apart by their first bytes.
public enum ImageFormat: String, Hashable, Sendable, CaseIterable {
  case png
  case jpeg
  /// Anything else: left to FFmpeg.
  case other

  /// Tells the format by content; names and extensions are not looked at.
  public init(sniffing bytes: [UInt8]) {
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) {
      self = .png
    } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
      self = .jpeg
    } else {
      self = .other
    }
  }
}
