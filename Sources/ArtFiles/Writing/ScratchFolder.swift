#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A new folder for temporary files, in the system's place for them, which is gone with all that is in it when this is
/// freed. Those that killed programs left are removed when the next is made.
public final class ScratchFolder: Sendable {
  public let folder: RunFolder
  /// Locked as long as the folder is in use.
  private let descriptor: Descriptor

  private static let prefix = "artpipe-scratch-"
  /// In the place of these the system puts letters that make a name that nothing has.
  private static let places = "XXXXXX"

  public init() throws(FileError) {
    let typed = getenv("TMPDIR").map { Paths.text(of: $0) } ?? ""
    let parent = Paths.resolve(typed.isEmpty ? "/tmp" : typed)
    let path: String
    let locked: Descriptor
    do throws(SystemError) {
      try Self.removeStale(in: parent)
      path = try Self.make(in: parent)
      locked = try Self.locked(path)
    } catch {
      throw FileError(error, .write, parent, "no folder for temporary files can be made (TMPDIR names another place)")
    }
    folder = RunFolder(path)
    descriptor = locked
  }

  deinit {
    let (parent, name) = Paths.split(folder.path)
    try? Directory(parent).removeTree(name)
  }

  private static func make(in parent: String) throws(SystemError) -> String {
    var path = try Paths.cString(Paths.join(parent, prefix + places))
    try SystemCall.makeFolder { mkdtemp(&path) == nil ? Int32(-1) : 0 }
    return path.withUnsafeBufferPointer { $0.baseAddress.map { Paths.text(of: $0) } ?? "" }
  }

  /// Opens and locks a folder that nobody else has locked.
  private static func locked(_ path: String) throws(SystemError) -> Descriptor {
    let system = try Paths.cString(path)
    let folder = Descriptor(
      try SystemCall.open { open(system, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) })
    // A disk without locks keeps what killed programs leave.
    guard try folder.lock() else { throw SystemError(code: EWOULDBLOCK) }
    return folder
  }

  /// Removes folders of this user that no process has locked.
  private static func removeStale(in parent: String) throws(SystemError) {
    let directory = try Directory(parent)
    // A folder that may be written to but not read shows nothing.
    for name in (try? directory.names()) ?? [] where name.utf8.starts(with: prefix.utf8) {
      guard name.utf8.count == prefix.utf8.count + places.utf8.count, let found = directory.info(name),
        found.kind == .folder, found.owner == geteuid(), let folder = try? locked(Paths.join(parent, name))
      else { continue }
      // One that is being made at this moment is not locked yet.
      if found.changed + 60_000_000_000 < now { try? directory.removeTree(name) }
      _ = consume folder
    }
  }

  private static var now: Int {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int(time.tv_sec) &* 1_000_000_000 &+ Int(time.tv_nsec)
  }
}
