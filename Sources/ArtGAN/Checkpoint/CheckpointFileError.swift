/// A ``CheckpointError`` with the file it was found in.
public struct CheckpointFileError: Error, Hashable, Sendable, CustomStringConvertible {
  public let file: String
  public let error: CheckpointError

  public var description: String { "\(file): \(error)" }
}
