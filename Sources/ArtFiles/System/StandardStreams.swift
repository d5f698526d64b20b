#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Standard input, output and error.
public enum StandardStreams {
  /// Occupies the numbers of those that the program was started without (`>&-`): a file that is opened would get such a
  /// number, and messages would be written into it. To write to them stays an error.
  public static func occupy() {
    for number in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(number, F_GETFD) == -1 {
      _ = try? SystemCall.open { open("/dev/null", O_RDONLY) }
    }
  }
}
