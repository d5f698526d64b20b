/// Why a data set was not fetched.
public struct FetchError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kind of failure, for programs; people read the words.
  public enum Code: String, Hashable, Sendable {
    /// No server gave the file.
    case unavailable
    /// There is no folder for data sets, or its disk is full.
    case noPlace
    /// Files of the user's own are not the published ones.
    case mismatch
    /// Another process fetches the same set.
    case busy
    /// The user asked to stop.
    case stopped
  }

  public let code: Code
  /// What happened and what to do next, without a full stop.
  public let description: String

  init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}
