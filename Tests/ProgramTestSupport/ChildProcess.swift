public import Foundation
import Synchronization

/// A process of another program, with files for its output. Thousands can be run one after the other from any thread.
public final class ChildProcess: Sendable {
  public let processIdentifier: pid_t
  /// As ``ProgramRun/status``; nil while it runs.
  private let status = Mutex<Int32?>(nil)

  /// - Parameters:
  ///   - command: The program's path, and its arguments.
  ///   - folder: The process's current folder.
  init(
    _ command: [String], in folder: String, environment: [String: String], output: String, errors: String
  ) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errors, O_WRONLY | O_CREAT | O_TRUNC, 0o600)

    // Signals as a shell leaves them, whatever the test program ignores.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var (none, all) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

    // The shell changes the folder, which not every system's posix_spawn can, and then becomes the program.
    let shell = ["/bin/sh", "-c", #"cd "$0" && exec "$@""#, folder]
    var arguments = (shell + command).map { strdup($0) } + [nil]
    var variables = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for text in arguments + variables { free(text) } }
    var identifier: pid_t = 0
    let code = posix_spawn(&identifier, shell[0], &actions, &attributes, &arguments, &variables)
    guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EINVAL) }
    processIdentifier = identifier
  }

  public var isRunning: Bool { found(WNOHANG) == nil }

  /// Waits for the end.
  public func wait() -> Int32 { found(0) ?? -1 }

  /// Ends it where it still runs.
  public func terminate() {
    guard isRunning else { return }
    kill(processIdentifier, SIGKILL)
    _ = wait()
  }

  private func found(_ options: Int32) -> Int32? {
    status.withLock { status in
      if status != nil { return status }
      var word: Int32 = 0
      var answer = waitpid(processIdentifier, &word, options)
      while answer < 0, errno == EINTR { answer = waitpid(processIdentifier, &word, options) }
      guard answer == processIdentifier else { return nil }
      let signal = word & 0x7F
      status = signal == 0 ? (word >> 8) & 0xFF : -signal
      return status
    }
  }
}
