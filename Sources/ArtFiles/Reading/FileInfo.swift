#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What stands at a path.
public struct FileInfo: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case file
    case folder
    /// Only where links are not followed.
    case link
    /// A device, pipe or socket.
    case special
  }

  public let kind: Kind
  /// In bytes.
  public let size: Int
  /// Equal for two paths of the same file or folder.
  public let identity: Identity

  /// When the content was changed last, in nanoseconds since 1970 of the system's clock.
  public let changed: Int
  /// The number of the user whose it is.
  let owner: UInt32

  public struct Identity: Hashable, Sendable {
    let device: UInt64
    let number: UInt64
  }

  /// Follows links; nil where there is nothing that can be examined.
  public init?(_ path: String) {
    guard let path = try? Paths.cString(path) else { return nil }
    var status = stat()
    guard Self.isAnswered({ () throws(SystemError) in try SystemCall.examine { stat(path, &status) } }) else {
      return nil
    }
    self.init(status)
  }

  /// What a name itself stands for, a link for a link; nil where there is nothing that can be examined.
  public init?(ofLink path: String) {
    guard let path = try? Paths.cString(path) else { return nil }
    var status = stat()
    guard Self.isAnswered({ () throws(SystemError) in try SystemCall.examine { lstat(path, &status) } }) else {
      return nil
    }
    self.init(status)
  }

  /// Asks once more where the system fails: a disk that stumbles must not make a file look as if it were not there.
  private static func isAnswered(_ ask: () throws(SystemError) -> Void) -> Bool {
    for _ in 0..<2 {
      do throws(SystemError) {
        try ask()
        return true
      } catch {
        if [ENOENT, ENOTDIR, EACCES, EPERM, ELOOP, ENAMETOOLONG].contains(error.code) { return false }
      }
    }
    return false
  }

  init(_ status: stat) {
    kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      case S_IFLNK: .link
      default: .special
      }
    size = Int(status.st_size)
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    changed = Int(time.tv_sec) &* 1_000_000_000 &+ Int(time.tv_nsec)
    owner = status.st_uid
    identity = Identity(
      device: UInt64(truncatingIfNeeded: status.st_dev), number: UInt64(truncatingIfNeeded: status.st_ino))
  }

  /// Whether there is a file at a path, or a link to one.
  public static func isFile(_ path: String) -> Bool { FileInfo(path)?.kind == .file }

  public static func isFolder(_ path: String) -> Bool { FileInfo(path)?.kind == .folder }
}
