import ArtFiles
import Foundation
import Synchronization

/// Standard output for results, standard error for messages, and a line on a terminal that is drawn again and again.
/// Texts come from everywhere, so what would steer a terminal is spelled out here, in one place.
final class Console: Sendable {
  /// Whether messages go to a terminal that can redraw a line.
  let isTerminal: Bool
  private let hasColors: Bool
  /// Whether results are read by a person.
  private let showsResults: Bool
  /// Whether a progress line stands on the terminal.
  private let hasLine = Mutex(false)
  /// Why a result could not be written.
  private let failure = Mutex<SystemError?>(nil)

  init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    // A reader that has gone away must not end the program, which may be in the middle of a training.
    signal(SIGPIPE, SIG_IGN)
    isTerminal = isatty(STDERR_FILENO) == 1 && environment["TERM"] != "dumb"
    hasColors = isTerminal && (environment["NO_COLOR"] ?? "").isEmpty
    showsResults = isatty(STDOUT_FILENO) == 1
  }

  /// A result, for the next program: lines on standard output, as they are unless a terminal shows them.
  func result(_ text: String) {
    clearLine()
    let lines = showsResults ? Self.printable(lines: text) : text
    if let error = Self.write(lines + "\n", to: STDOUT_FILENO) { failure.withLock { $0 = $0 ?? error } }
  }

  /// Why results were lost; nil where they were not. A reader that has seen enough is no failure.
  var lostResults: String? {
    guard let error = failure.withLock({ $0 }), error.code != EPIPE else { return nil }
    return "standard output: cannot be written: \(error)"
  }

  /// One message, of one line.
  func message(_ text: String) { show(Paths.printable(text)) }

  /// A message of several lines, none of which holds a text from outside.
  func message(lines text: String) { show(Self.printable(lines: text)) }

  func warning(_ text: String) { show(colored("warning: ", 33) + Paths.printable(text)) }

  func error(_ text: String) { show(colored("error: ", 31) + Paths.printable(text)) }

  /// The beginning of a stage.
  func heading(_ title: String, _ text: String) {
    show("\(colored(Paths.printable(title), 1)): \(colored(Paths.printable(text), 2))")
  }

  /// A message that is less important than others.
  func remark(_ text: String) { show(colored(Paths.printable(text), 2)) }

  /// Draws the progress line again, cut to the terminal's width.
  func redraw(_ line: String) {
    hasLine.withLock { $0 = true }
    Self.write("\r\u{1B}[K" + Paths.printable(line).prefix(Self.width - 1), to: STDERR_FILENO)
  }

  private func show(_ text: String) {
    clearLine()
    Self.write(text + "\n", to: STDERR_FILENO)
  }

  private func clearLine() {
    let had = hasLine.withLock { line in
      defer { line = false }
      return line
    }
    if had { Self.write("\r\u{1B}[K", to: STDERR_FILENO) }
  }

  private func colored(_ text: String, _ code: Int) -> String {
    hasColors ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }

  private static func printable(lines text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { Paths.printable(String($0)) }
      .joined(separator: "\n")
  }

  /// Writes all of a text; names as the system has them.
  ///
  /// - Returns: Why it could not be; nil where it was.
  @discardableResult
  private static func write(_ text: String, to descriptor: Int32) -> SystemError? {
    var bytes = Paths.bytes(of: text)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        // A signal came in between, or a terminal is not ready.
        if errno == EINTR { continue }
        guard errno == EAGAIN else { return SystemError(code: errno) }
        usleep(1000)
      } else {
        bytes = bytes.dropFirst(count)
      }
    }
    return nil
  }

  private static var width: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 20 else { return 80 }
    return Int(size.ws_col)
  }
}
