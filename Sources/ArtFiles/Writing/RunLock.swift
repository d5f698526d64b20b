#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The right to write into a run folder, held by one process at a time and given back when this is freed or the
/// process ends, however it ends. Temporary files that a killed program left are gone once it is held.
///
/// While it is held, the lock's file tells who holds it and what the run writes: see ``RunWriter``.
public final class RunLock: Sendable {
  /// The name of the lock's file.
  public static let fileName = ".lock"
  private let folder: RunFolder
  private let descriptor: Descriptor
  /// Whether the file's content is this lock's; a file that a person called so keeps its own.
  private let isTold: Bool

  /// - Parameters:
  ///   - folder: The run's folder.
  ///   - names: What the run writes in it, files and folders.
  /// - Throws: ``FileError`` of code `busy` if another process holds it, or one of a folder around it or in it that this
  ///   run would share.
  public init(_ folder: RunFolder, writing names: [String] = []) throws(FileError) {
    if let error = folder.obstacle { throw error }
    let file: Descriptor
    do throws(SystemError) {
      file = Descriptor(try Directory(folder.path).openFile(Self.fileName, O_CREAT | O_RDWR | O_NONBLOCK))
    } catch {
      throw folder.file(Self.fileName).failure(error, "cannot create the file")
    }
    do throws(SystemError) {
      guard try Self.lock(file) else { throw SystemError(code: EWOULDBLOCK) }
      try Directory(folder.path).removeTemporaries(in: RunFolder.temporaryFolder)
    } catch {
      guard error.code == EWOULDBLOCK else {
        throw FileError(error, .lock, folder.path(of: Self.fileName), "cannot be locked")
      }
      throw folder.isBusy(RunWriter(file, of: folder.path))
    }
    // To tell others is a courtesy: a full disk does not keep the run from beginning.
    let isTold = RunWriter.mayTell(file)
    if isTold { try? Self.replace(file, with: RunWriter.text(names)) }
    // Of two that begin at the same time, each has its lock before it looks for the other's.
    try folder.checkIsShared(writing: names)
    // Only now: an object that has all its parts is taken down by `deinit`, also where `init` throws.
    self.folder = folder
    self.isTold = isTold
    descriptor = file
  }

  deinit {
    try? Directory(folder.path).removeTemporaries(in: RunFolder.temporaryFolder)
    if isTold { try? descriptor.truncate(to: 0) }
    // Given back before it is closed: a program that is being started at this moment still has a copy of the descriptor.
    _ = flock(descriptor.number, LOCK_UN)
  }

  private static func replace(_ file: borrowing Descriptor, with bytes: [UInt8]) throws(SystemError) {
    try file.truncate(to: 0)
    try bytes.withBytes { bytes throws(SystemError) in try file.write(bytes, at: 0) }
  }

  /// Another process that only looks whether there is a lock holds it for a moment.
  private static func lock(_ file: borrowing Descriptor) throws(SystemError) -> Bool {
    for _ in 0..<5 {
      if try file.lock() { return true }
      usleep(10_000)
    }
    return false
  }
}
