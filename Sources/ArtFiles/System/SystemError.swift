#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Why the system refused a call.
public struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The C library's `errno`.
  public let code: Int32

  public init(code: Int32) { self.code = code }

  /// The C library's words. "No such file" reads "no such file" in the middle of a sentence; "I/O error" stays.
  public var description: String {
    let words = strerror(code).map { String(cString: $0) } ?? "error \(code)"
    guard let second = words.dropFirst().first, second.isLowercase else { return words }
    return words.prefix(1).lowercased() + words.dropFirst()
  }
}
