#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Reads whole files.
enum FileBytes {
  /// The content of a file.
  ///
  /// - Throws: ``MediaError`` of code `unreadable` that names the file and the system's reason.
  static func read(_ path: String) throws(MediaError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw MediaError(.unreadable, file: path, "cannot open the file: \(systemErrorText())")
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw MediaError(.unreadable, file: path, "cannot read the file: \(systemErrorText())")
    }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      throw MediaError(.unreadable, file: path, "this is a folder, not a picture")
    }
    var failure: Int32 = 0
    // One byte more than the file holds, so that the end is seen without growing; pipes grow as they go.
    var bytes: [UInt8] = []
    var capacity = Int(status.st_size) + 1
    while failure == 0 {
      let room = capacity
      let chunk = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
        while count < room {
          let got = Self.read(descriptor, buffer.baseAddress.map { $0 + count }, room - count)
          if got < 0 { failure = errno }
          if got <= 0 { break }
          count += got
        }
      }
      if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
      if chunk.count < room { break }
      capacity = 1 << 16
    }
    guard failure == 0 else {
      throw MediaError(.unreadable, file: path, "cannot read the file: \(systemErrorText(failure))")
    }
    return bytes
  }

  /// `read(2)`, begun again when a signal interrupts it.
  private static func read(_ descriptor: Int32, _ into: UnsafeMutablePointer<UInt8>?, _ count: Int) -> Int {
    while true {
      #if canImport(Glibc)
        let got = Glibc.read(descriptor, into, count)
      #elseif canImport(Musl)
        let got = Musl.read(descriptor, into, count)
      #else
        let got = Darwin.read(descriptor, into, count)
      #endif
      if got >= 0 || errno != EINTR { return got }
    }
  }
}
