#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The words that the program was started with.
public enum ProgramArguments {
  /// All of them, the program's own name first. Bytes that are no UTF-8 are kept, as ``Paths/text(of:)`` carries them, so
  /// that any file can be named.
  public static var all: [String] {
    (0..<Int(CommandLine.argc)).compactMap { index in
      CommandLine.unsafeArgv[index].map { Paths.text(of: UnsafePointer($0)) }
    }
  }
}
