import Foundation
import Synchronization

/// Standard output for results, standard error for messages, and a line on a terminal that is drawn again and again.
final class Console: Sendable {
  /// Whether messages go to a terminal that can redraw a line.
  let isTerminal: Bool
  private let hasColors: Bool
  /// Whether a progress line stands on the terminal.
  private let hasLine = Mutex(false)

  init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    // A reader that has gone away must not end the program, which may be in the middle of a training.
    signal(SIGPIPE, SIG_IGN)
    isTerminal = isatty(STDERR_FILENO) == 1 && environment["TERM"] != "dumb"
    hasColors = isTerminal && (environment["NO_COLOR"] ?? "").isEmpty
  }

  /// A result, for the next program: one line on standard output.
  func result(_ text: String) {
    clearLine()
    write(text + "\n", to: FileHandle.standardOutput)
  }

  func message(_ text: String) {
    clearLine()
    write(text + "\n", to: FileHandle.standardError)
  }

  func warning(_ text: String) { message(colored("warning: ", 33) + text) }

  func error(_ text: String) { message(colored("error: ", 31) + text) }

  /// Secondary text.
  func dim(_ text: String) -> String { colored(text, 2) }

  func bold(_ text: String) -> String { colored(text, 1) }

  /// Draws the progress line again, cut to the terminal's width.
  func redraw(_ line: String) {
    hasLine.withLock { $0 = true }
    write("\r\u{1B}[K" + line.prefix(Self.width - 1), to: FileHandle.standardError)
  }

  private func clearLine() {
    let had = hasLine.withLock { line in
      defer { line = false }
      return line
    }
    if had { write("\r\u{1B}[K", to: FileHandle.standardError) }
  }

  private func colored(_ text: String, _ code: Int) -> String {
    hasColors ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }

  private func write(_ text: String, to handle: FileHandle) {
    try? handle.write(contentsOf: Data(text.utf8))
  }

  private static var width: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 20 else { return 80 }
    return Int(size.ws_col)
  }
}
