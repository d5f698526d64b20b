#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension FileBytes {
  /// Writes a whole file, which appears complete or not at all. Devices and pipes are written to directly.
  ///
  /// - Throws: ``MediaError`` of code `unwritable` that names the file and the system's reason.
  static func write(_ bytes: [UInt8], to name: String) throws(MediaError) {
    if case .special = FileKind(name) {
      return try write(bytes, into: name, name: name)
    }
    let file = try PendingFile(name)
    try write(bytes, into: file.temporary, name: name)
    try file.commit()
  }

  private static func write(_ bytes: [UInt8], into path: String, name: String) throws(MediaError) {
    let descriptor = open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw MediaError(.unwritable, file: name, "cannot open the file: \(systemErrorText())")
    }
    var code = writeAll(bytes, to: descriptor)
    if close(descriptor) != 0, code == 0 { code = errno }
    guard code == 0 else {
      throw MediaError(.unwritable, file: name, "cannot write the file: \(systemErrorText(code))")
    }
  }

  /// Replaces the content of an existing file.
  static func overwrite(_ path: String, with bytes: [UInt8]) throws(MediaError) {
    let output = try FileOutput(path: path)
    try output.append(bytes)
    try output.flush()
  }

  /// Writes everything, whatever the system takes at a time. Returns 0 or the error's code.
  static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    bytes.withUnsafeBytes { buffer in
      var done = 0
      while done < buffer.count {
        let count = systemWrite(descriptor, buffer.baseAddress.map { $0 + done }, buffer.count - done)
        if count < 0, errno != EINTR { return errno }
        done += max(count, 0)
      }
      return 0
    }
  }

  private static func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    #if canImport(Glibc)
      Glibc.write(descriptor, bytes, count)
    #elseif canImport(Musl)
      Musl.write(descriptor, bytes, count)
    #else
      Darwin.write(descriptor, bytes, count)
    #endif
  }
}
