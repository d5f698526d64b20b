import Foundation

/// The right to write into a run folder, held by one process at a time and given back when this is freed or the
/// process ends, however it ends.
final class RunLock {
  private let descriptor: Int32

  /// - Throws: ``PipelineError`` if another process holds it.
  init(_ folder: RunFolder) throws {
    let path = folder.path(of: ".lock")
    descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw PipelineError(.cannotWrite, "\(path): cannot be written: \(String(cString: strerror(errno)))")
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw PipelineError(
        .busy, "\(folder.path): another artpipe is running in this folder; wait for it, or give --output another one")
    }
  }

  deinit {
    // Given back before it is closed: a program that is being started at this moment still has a copy of the descriptor.
    _ = flock(descriptor, LOCK_UN)
    close(descriptor)
  }
}
