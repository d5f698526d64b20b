import ArtFiles

/// Why a zip file cannot be read or written. `description` is a whole sentence with the file's path.
public struct ZipError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kind of failure, for programs; people read the words.
  public enum Code: String, Hashable, Sendable {
    /// The file cannot be opened or read.
    case unreadable
    /// The file cannot be written.
    case unwritable
    /// It does not end as zip files do.
    case notZip
    /// It contradicts itself, or its content is not what was written.
    case damaged
    /// It uses what this reader does not know: encryption, another way of packing.
    case unsupported
    /// It is larger than what is read or written here.
    case tooLarge
    case noSuchEntry
  }

  public let code: Code
  /// The file, as the caller named it.
  public let file: String
  /// What is wrong, without the file's name.
  public let message: String

  init(_ code: Code, file: String, _ message: String) {
    self.code = code
    self.file = file
    self.message = message
  }

  /// Does what touches a file.
  static func mapping<Result: ~Copyable>(_ code: Code, _ work: () throws(FileError) -> Result) throws(ZipError)
    -> Result
  {
    do throws(FileError) {
      return try work()
    } catch {
      throw ZipError(code, file: error.path, error.reason)
    }
  }

  public var description: String { "\(file): \(message)" }
}
