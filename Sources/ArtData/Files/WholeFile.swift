#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Reads files whole.
enum WholeFile {
  /// - Parameter limit: The most bytes to read, from the start.
  /// - Throws: ``DatasetError`` that names the file and the system's reason.
  static func read(_ path: String, limit: Int = .max) throws(DatasetError) -> [UInt8] {
    guard let file = fopen(path, "rb") else {
      throw DatasetError(
        errno == ENOENT ? .missing : .unreadable, file: path, "cannot open the file: \(systemReason())")
    }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var status = stat()
    if fstat(fileno(file), &status) == 0 { bytes.reserveCapacity(min(Int(status.st_size), limit)) }
    let failed = withUnsafeTemporaryAllocation(byteCount: 1 << 18, alignment: 16) { buffer in
      while true {
        let wanted = min(buffer.count, limit - bytes.count)
        let count = fread(buffer.baseAddress, 1, wanted, file)
        bytes.append(contentsOf: buffer[0..<count])
        if count < wanted || bytes.count == limit { return ferror(file) != 0 }
      }
    }
    guard !failed else {
      throw DatasetError(.unreadable, file: path, "cannot read the file: \(systemReason())")
    }
    return bytes
  }

  private static func systemReason() -> String {
    let text = String(cString: strerror(errno))
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}
