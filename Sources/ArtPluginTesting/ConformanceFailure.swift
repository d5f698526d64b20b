/// One thing that a plugin should do and does not.
public struct ConformanceFailure: Hashable, Sendable, CustomStringConvertible {
  /// What was looked at: `one training step`.
  public let check: String
  /// What was found, and what was expected.
  public let message: String

  public init(check: String, message: String) {
    self.check = check
    self.message = message
  }

  public var description: String { "\(check): \(message)" }
}
