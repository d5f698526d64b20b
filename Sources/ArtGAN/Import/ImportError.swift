/// Why a file of another program gives no model. `description` is a whole sentence with the file's path.
public struct ImportError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file, as the caller named it.
  public let file: String
  /// What is wrong and what to do, without the file's name: it names the layer or tensor, what was expected and found.
  public let message: String

  public init(file: String, _ message: String) {
    self.file = file
    self.message = message
  }

  public var description: String { "\(file): \(message)" }
}
