#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The words for the C library's last error code.
func systemErrorText(_ code: Int32 = errno) -> String {
  strerror(code).map { String(cString: $0).lowercasedFirst } ?? "error \(code)"
}

extension String {
  /// "No such file" reads "no such file" in the middle of a sentence; "I/O error" stays.
  fileprivate var lowercasedFirst: String {
    guard let second = dropFirst().first, second.isLowercase else { return self }
    return prefix(1).lowercased() + dropFirst()
  }
}
