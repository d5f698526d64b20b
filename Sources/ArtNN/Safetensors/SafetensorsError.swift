import ArtFiles

/// Why a safetensors file cannot be read or written.
///
/// `description` is a whole sentence with the file's name: it can be shown as it is.
public struct SafetensorsError: Error, Hashable, Sendable {
  /// What kind of thing went wrong.
  public enum Code: String, Hashable, Sendable {
    /// The system refused to read: no such file, no permission.
    case unreadable
    /// The system refused to write: no such folder, no permission, disk full.
    case unwritable
    /// The file ends before its header or its data do.
    case truncated
    /// The first eight bytes announce a header larger than any real one: the file is of another kind, or damaged.
    case headerTooLarge
    /// The header is not the JSON that the format asks for.
    case badHeader
    /// A name appears twice.
    case duplicateName
    /// An element type that this reader does not know.
    case unknownType
    /// A tensor's shape and its number of bytes do not agree.
    case wrongSize
    /// Tensors overlap, leave gaps, or lie outside the file.
    case badOffsets
    /// The bytes are not those that were written, as the hash in the file tells.
    case damaged
    /// The file is sound, but holds no tensor of the name asked for.
    case noSuchTensor
  }

  public let code: Code
  /// The file, as the caller named it.
  public let file: String
  /// What is wrong, without the file's name.
  public let message: String

  public init(_ code: Code, file: String, _ message: String) {
    self.code = code
    self.file = file
    self.message = message
  }
}

extension SafetensorsError {
  /// Does something with a file, and names its errors as the format's.
  static func mapping<R: ~Copyable>(_ body: () throws(FileError) -> R) throws(SafetensorsError) -> R {
    do throws(FileError) {
      return try body()
    } catch {
      throw SafetensorsError(error.action == .read ? .unreadable : .unwritable, file: error.path, error.reason)
    }
  }
}

extension SafetensorsError: CustomStringConvertible {
  public var description: String { "\(file): \(message)" }
}
