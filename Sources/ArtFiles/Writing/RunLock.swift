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
  private let descriptor: Descriptor

  /// - Throws: ``FileError`` of code `busy` if another process holds it.
  public init(_ folder: RunFolder) throws(FileError) {
    let path = folder.path(of: ".lock")
    let file: Descriptor
    do throws(SystemError) {
      file = Descriptor(try Directory(folder.path).openFile(".lock", O_CREAT | O_RDWR | O_NONBLOCK))
    } catch {
      throw folder.file(".lock").failure(error, "cannot create the file")
    }
    do throws(SystemError) {
      guard try file.lock() else { throw SystemError(code: EWOULDBLOCK) }
      try Directory(folder.path).removeTemporaries(in: RunFolder.temporaryFolder)
    } catch {
      guard error.code == EWOULDBLOCK else { throw FileError(error, .lock, path, "cannot be locked") }
      throw FileError(
        .busy, .lock, folder.path,
        "another artpipe is running in this folder; wait for it, or give --output another one")
    }
    // Only now: an object that has all its parts is taken down by `deinit`, also where `init` throws.
    self.folder = folder
    descriptor = file
  }

  deinit {
    try? Directory(folder.path).removeTemporaries(in: RunFolder.temporaryFolder)
    // Given back before it is closed: a program that is being started at this moment still has a copy of the descriptor.
    _ = flock(descriptor.number, LOCK_UN)
  }
}
