#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Why a file or folder cannot be used.
///
/// `description` is a whole sentence with the file's path: it can be shown as it is.
public struct FileError: Error, Hashable, Sendable {
  /// What was to be done.
  public enum Action: String, Hashable, Sendable {
    case read
    /// Create, change or remove.
    case write
    case lock
  }

  /// The kind of failure, for programs; people read the words.
  public enum Code: String, Hashable, Sendable {
    /// There is no such file or folder.
    case missing
    /// The permissions do not allow it.
    case denied
    /// The disk or the user's share of it is full.
    case full
    /// A folder in a file's place, a file in a folder's, a pipe or a device.
    case wrongKind
    /// A link in a place where links are not followed, or one that leads to itself.
    case link
    /// The file is larger than the reader's limit.
    case tooLarge
    /// Another process holds the lock.
    case busy
    /// A name that no file can have.
    case badName
    /// Anything else; the cause says what.
    case other
  }

  public let code: Code
  public let action: Action
  /// The file or folder, as the user named it where a user did.
  public let path: String
  /// What is wrong, without the path and without a full stop.
  public let message: String
  /// The system's reason, if there is one.
  public let cause: SystemError?

  init(_ code: Code, _ action: Action, _ path: String, _ message: String) {
    self.code = code
    self.action = action
    self.path = path
    self.message = message
    cause = nil
  }

  init(_ cause: SystemError, _ action: Action, _ path: String, _ message: String) {
    code =
      switch cause.code {
      case ENOENT: .missing
      case EACCES, EPERM, EROFS: .denied
      case ENOSPC, EDQUOT, EFBIG: .full
      case EISDIR, ENOTDIR: .wrongKind
      case ELOOP: .link
      case EWOULDBLOCK: .busy
      case ENAMETOOLONG, EINVAL: .badName
      default: .other
      }
    self.action = action
    self.path = path
    self.message = message
    self.cause = cause
  }

  /// What is wrong and why, without the path.
  public var reason: String { cause.map { "\(message): \($0)" } ?? message }
}

extension FileError: CustomStringConvertible {
  public var description: String { "\(path): \(reason)" }
}
