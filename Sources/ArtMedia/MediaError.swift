/// What went wrong with a picture or a video: what, where, why, and what to do next.
public struct MediaError: Error, Hashable, Sendable {
  /// The kind of failure, for programs; people read the words.
  public enum Code: String, Hashable, Sendable, CaseIterable {
    /// The file cannot be opened or read.
    case unreadable
    /// The content is no picture of a known kind.
    case notAPicture
    /// The file is cut short or its content contradicts itself.
    case damaged
    /// The picture is larger than the limits allow.
    case tooLarge
    /// A kind of picture or video that this build cannot handle.
    case unsupported
    /// The file cannot be created or written.
    case unwritable
    /// A size, count or setting that makes no sense.
    case invalidArgument
    /// A system library is not installed.
    case missingLibrary
    /// An encoder refused its input.
    case encodingFailed
  }

  public var code: Code
  /// The file as the user named it, if there is one.
  public var file: String?
  /// The cause, in plain words, without the file's name and without a full stop.
  public var reason: String
  /// What the user can do about it, a sentence without a full stop.
  public var advice: String?

  public init(_ code: Code, file: String? = nil, _ reason: String, advice: String? = nil) {
    self.code = code
    self.file = file
    self.reason = reason
    self.advice = advice
  }

  /// The same error with the file's name, unless it already has one.
  func inFile(_ name: String) -> MediaError {
    var error = self
    error.file = file ?? name
    return error
  }
}

extension MediaError: CustomStringConvertible {
  public var description: String {
    let place = file.map { "\($0): " } ?? ""
    let hint = advice.map { "; \($0)" } ?? ""
    return place + reason + hint
  }
}
