#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import CArtFiles

/// An open file or folder, closed when it goes out of scope.
struct Descriptor: ~Copyable {
  let number: Int32

  init(_ number: Int32) { self.number = number }

  deinit { close(number) }

  /// Reads up to a buffer's size from a place on; fewer bytes only at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(SystemError) -> Int {
    var done = 0
    while done < buffer.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
      let count = try SystemCall.read.moving(rest.count) { pread(number, rest.baseAddress, $0, off_t(offset + done)) }
      if count == 0 { break }
      done += count
    }
    return done
  }

  /// Writes all bytes from a place on, whatever the system takes at a time.
  func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(SystemError) {
    var done = 0
    while done < bytes.count {
      let rest = UnsafeRawBufferPointer(rebasing: bytes[done...])
      done += try SystemCall.write.moving(rest.count) { pwrite(number, rest.baseAddress, $0, off_t(offset + done)) }
    }
  }

  func truncate(to size: Int) throws(SystemError) {
    try SystemCall.truncate { ftruncate(number, off_t(size)) }
  }

  /// Waits until the content is on the disk.
  func synchronize() throws(SystemError) {
    try SystemCall.sync { art_synchronize(number) }
  }

  func info() throws(SystemError) -> FileInfo {
    var status = stat()
    try SystemCall.examine { fstat(number, &status) }
    return FileInfo(status)
  }
}

extension Array {
  /// `withUnsafeBytes` for bodies with a typed error.
  func withBytes<R, E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R {
    let outcome: Result<R, E> = withUnsafeBytes { bytes in
      do throws(E) {
        return .success(try body(bytes))
      } catch {
        return .failure(error)
      }
    }
    return try outcome.get()
  }
}
