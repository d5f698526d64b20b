#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// An open file. Closed when it goes out of scope; every return code is checked.
struct SystemFile: ~Copyable {
  /// Where the file is.
  let location: String
  /// The name that errors show: the caller's, also while the file still has a temporary one.
  let path: String
  private let descriptor: Int32

  /// - Throws: `SafetensorsError` of code `io`.
  init(reading path: String) throws(SafetensorsError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.failure(path, "cannot be opened") }
    self.location = path
    self.path = path
    self.descriptor = descriptor
  }

  /// Creates a file that did not exist. `nil` if one of that name is there already.
  init?(creating path: String, for destination: String) throws(SafetensorsError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    if descriptor < 0 {
      if errno == EEXIST { return nil }
      throw Self.failure(destination, "cannot be written")
    }
    self.location = path
    self.path = destination
    self.descriptor = descriptor
  }

  deinit {
    close(descriptor)
  }

  func size() throws(SafetensorsError) -> Int {
    var information = stat()
    guard fstat(descriptor, &information) == 0 else { throw Self.failure(path, "cannot be examined") }
    guard information.st_mode & S_IFMT == S_IFREG else {
      throw SafetensorsError(.io, file: path, "is not a file")
    }
    return Int(information.st_size)
  }

  /// Fills the whole buffer from the given place on.
  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(SafetensorsError) {
    var done = 0
    while done < buffer.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
      let count = pread(descriptor, rest.baseAddress, rest.count, off_t(offset + done))
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw Self.failure(path, "cannot be read") }
      guard count > 0 else {
        throw SafetensorsError(.truncated, file: path, "became shorter while it was read")
      }
      done += count
    }
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws(SafetensorsError) {
    var done = 0
    while done < bytes.count {
      let rest = UnsafeRawBufferPointer(rebasing: bytes[done...])
      #if canImport(Glibc)
        let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
      #elseif canImport(Musl)
        let count = Musl.write(descriptor, rest.baseAddress, rest.count)
      #elseif canImport(Darwin)
        let count = Darwin.write(descriptor, rest.baseAddress, rest.count)
      #endif
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw Self.failure(path, "cannot be written") }
      done += count
    }
  }

  /// Waits until the file's content is on the disk.
  func synchronize() throws(SafetensorsError) {
    guard fsync(descriptor) == 0 else { throw Self.failure(path, "cannot be written") }
  }

  /// The error for a call that has just failed: what could not be done, and the system's reason.
  static func failure(_ path: String, _ what: String) -> SafetensorsError {
    let reason = String(cString: strerror(errno))
    return SafetensorsError(.io, file: path, "\(what): \(reason)")
  }
}
