/// Why a pipeline cannot run or cannot go on.
public struct PipelineError: Error, Sendable, CustomStringConvertible {
  public enum Code: String, Sendable, Hashable {
    /// A document, an image, a data file or a checkpoint that cannot be used.
    case data
    /// A file or folder that is not there or cannot be read.
    case missingInput
    /// A file or folder that cannot be written.
    case cannotWrite
    /// No server gives a file that is to be fetched.
    case unavailable
    /// Another artpipe is using the run folder.
    case busy
    /// The user asked to stop.
    case interrupted
    /// A mistake in the program itself or in a plugin.
    case fault
  }

  public let code: Code
  /// What happened and, where there is something, what to do next.
  public let message: String
  /// The stage in which it happened.
  public let stage: String?

  public init(_ code: Code, _ message: String, stage: String? = nil) {
    self.code = code
    self.message = message
    self.stage = stage
  }

  public var description: String { stage.map { "\($0): \(message)" } ?? message }
}
