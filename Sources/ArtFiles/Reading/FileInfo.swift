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

  /// Follows links; nil where there is nothing that can be examined. Where much follows from that there is nothing, ask
  /// ``found(at:followsLinks:)``.
  public init?(_ path: String) {
    guard let info = try? Self.found(at: path) else { return nil }
    self = info
  }

  /// What a name itself stands for, a link for a link; nil where there is nothing that can be examined.
  public init?(ofLink path: String) {
    guard let info = try? Self.found(at: path, followsLinks: false) else { return nil }
    self = info
  }

  /// What stands at a path; nil where there is nothing, or nothing that this user may see. A system that fails is asked once
  /// more: a disk that stumbles must not make a file look as if it were not there.
  ///
  /// - Parameters:
  ///   - path: The path.
  ///   - followsLinks: Whether a link stands for what it leads to, or for itself.
  /// - Throws: ``FileError`` where the system fails twice: whether there is something is not known.
  public static func found(at path: String, followsLinks: Bool = true) throws(FileError) -> FileInfo? {
    guard let name = try? Paths.cString(path) else { return nil }
    do throws(FileError) {
      return try SecondTry.file { () throws(FileError) in
        var status = stat()
        do throws(SystemError) {
          try SystemCall.examine { followsLinks ? stat(name, &status) : lstat(name, &status) }
        } catch {
          throw FileError(error, .read, path, "cannot be looked at")
        }
        return FileInfo(status)
      }
    } catch {
      if error.isOfSystem { throw error }
      return nil
    }
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
