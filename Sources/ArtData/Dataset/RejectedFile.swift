/// A file that was meant to be an image of a set but could not be used.
public struct RejectedFile: Hashable, Codable, Sendable, CustomStringConvertible {
  /// The file's path inside the set's folder.
  public var file: String
  /// Why, in plain words.
  public var reason: String

  public init(file: String, reason: String) {
    self.file = file
    self.reason = reason
  }

  public var description: String { "\(file): \(reason)" }
}
