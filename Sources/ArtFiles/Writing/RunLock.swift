#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The right to write into a run folder, held by one process at a time and given back when this is freed or the
/// process ends, however it ends. Temporary files that a killed program left are gone once it is held.
public final class RunLock: Sendable {
  private let folder: RunFolder
  private let descriptor: Int32

  /// - Throws: ``FileError`` of code `busy` if another process holds it.
  public init(_ folder: RunFolder) throws(FileError) {
    self.folder = folder
    let path = folder.path(of: ".lock")
    do throws(SystemError) {
      descriptor = try Directory(folder.path).openFile(".lock", O_CREAT | O_RDWR)
    } catch {
      throw FileError(error, .write, path, "cannot create the file")
    }
    do throws(SystemError) {
      let descriptor = descriptor
      try SystemCall.lock { flock(descriptor, LOCK_EX | LOCK_NB) }
    } catch {
      close(descriptor)
      guard error.code == EWOULDBLOCK else { throw FileError(error, .lock, path, "cannot be locked") }
      throw FileError(
        .busy, .lock, folder.path,
        "another artpipe is running in this folder; wait for it, or give --output another one")
    }
    try folder.remove(RunFolder.temporaryFolder)
  }

  deinit {
    try? folder.remove(RunFolder.temporaryFolder)
    // Given back before it is closed: a program that is being started at this moment still has a copy of the descriptor.
    _ = flock(descriptor, LOCK_UN)
    close(descriptor)
  }
}
