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
    /// Another program changed the file while it was read.
    case changed
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
      case _ where path.utf8.contains(0): .badName
      case ENOENT: .missing
      case EACCES, EPERM: .denied
      // A disk that cannot be written can be read.
      case EROFS: action == .read ? .other : .denied
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

  /// Whether the system failed, and not the file: a disk that does not answer, too many open files, no memory. The same
  /// file may be good at another time.
  public var isOfSystem: Bool { code == .other || code == .full || code == .busy }

  /// What is wrong, why, and what to do, without the path.
  public var reason: String {
    guard let cause else { return message }
    return "\(message): \(cause)" + (cause.remedy(action).map { "; \($0)" } ?? "")
  }
}

extension SystemError {
  /// What a person can do, as the end of a sentence.
  fileprivate func remedy(_ action: FileError.Action) -> String? {
    switch code {
    case _ where action == .read && [ENOSPC, EDQUOT, EFBIG, EROFS].contains(code): "check the disk that it lies on"
    case ENOSPC: "free some space, or choose a folder on another disk"
    case EDQUOT: "free some space of yours, or choose a folder on another disk"
    case EFBIG: "raise the limit for the size of files (ulimit -f), or choose a folder on another disk"
    case EROFS: "choose a folder on another disk"
    case EIO: "the disk may be failing: check it, and copy what you need from it"
    case EMFILE: "raise the limit for open files (ulimit -n 1024)"
    case ENFILE: "close other programs"
    case ENOMEM: "close other programs"
    case ENAMETOOLONG: "choose a shorter name"
    case EACCES, EPERM:
      action == .read ? "ask its owner, or change its permissions" : "change the permissions, or choose another folder"
    case ELOOP: "the links lead to one another"
    default: nil
    }
  }
}

extension FileError: CustomStringConvertible {
  public var description: String { path.isEmpty ? reason : "\(path): \(reason)" }
}
