/// Why an HDF5 file cannot be read or written. `description` is a whole sentence with the file's path and the place inside.
public struct HDF5Error: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kind of failure, for programs; people read the words.
  public enum Code: String, Hashable, Sendable {
    /// The file cannot be opened or read.
    case unreadable
    /// It does not begin as HDF5 files do.
    case notHDF5
    /// It ends before its content does, or contradicts itself.
    case damaged
    /// It uses what this reader does not know: compression, links to other files.
    case unsupported
    /// It is larger than what is read or written here.
    case tooLarge
    /// It is sound, but does not hold what was asked for.
    case missing
  }

  public let code: Code
  /// The file, as the caller named it.
  public let file: String
  /// The group, dataset or attribute: `/layers/dense/vars/0`; empty for the file as a whole.
  public let place: String
  /// What is wrong, without the file's name.
  public let message: String

  init(_ code: Code, file: String, place: String, _ message: String) {
    self.code = code
    self.file = file
    self.place = place
    self.message = message
  }

  public var description: String { "\(file): \(place.isEmpty ? "" : "\(place) ")\(message)" }
}
