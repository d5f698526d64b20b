#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Appends bytes to a file, through a buffer.
final class FileOutput {
  private let descriptor: Int32
  private var buffer: [UInt8] = []

  /// Opens an existing file; what is in it goes.
  init(path: String) throws(MediaError) {
    descriptor = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileOutput.failure(errno) }
  }

  deinit {
    close(descriptor)
  }

  func append(_ bytes: some Sequence<UInt8>) throws(MediaError) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= 1 << 16 { try flush() }
  }

  /// Hands everything to the system.
  func flush() throws(MediaError) {
    let code = FileBytes.writeAll(buffer, to: descriptor)
    buffer.removeAll(keepingCapacity: true)
    guard code == 0 else { throw FileOutput.failure(code) }
  }

  private static func failure(_ code: Int32) -> MediaError {
    MediaError(.unwritable, "cannot write the file: \(systemErrorText(code))")
  }
}
