#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The calls of the system that touch files. All of them go through here.
package enum SystemCall: String, Sendable, CaseIterable {
  case open, examine, read, write, sync, truncate, rename, link, remove, makeFolder, lock, list

  /// Answers in the place of a call with an error's code, for tests; nil lets the call happen. A type of its own, since
  /// optimised programs crash where a task-local value is a bare closure (Swift 6.3). ``FileFaults`` does the same for
  /// a whole process.
  package struct Fault: Sendable {
    let code: @Sendable (SystemCall) -> Int32?

    package init(_ code: @escaping @Sendable (SystemCall) -> Int32?) { self.code = code }
  }

  @TaskLocal package static var fault: Fault?

  /// Makes the call, again where a signal interrupts it.
  @discardableResult
  func callAsFunction<T: SignedInteger>(_ body: () -> T) throws(SystemError) -> T {
    try moving(1) { _ in body() }
  }

  /// Makes a call that moves up to so many bytes, again where a signal interrupts it. Fewer may be moved.
  func moving<T: SignedInteger>(_ count: Int, _ body: (Int) -> T) throws(SystemError) -> T {
    if let code = Self.fault?.code(self) { throw SystemError(code: code) }
    while true {
      #if FILE_FAULTS
        let result = FileFaults.ofProcess.meet(self, count, body)
      #else
        let result = body(count)
      #endif
      if result >= 0 { return result }
      let code = errno
      if code != EINTR { throw SystemError(code: code) }
    }
  }
}
