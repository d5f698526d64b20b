import ArtFiles
import Foundation
import Synchronization

/// Standard output for results, standard error for messages, and the last lines of a terminal, which are drawn again and
/// again. Texts come from everywhere, so what would steer a terminal is spelled out here, in one place.
final class Console: Sendable {
  /// How messages are written.
  enum Style: Sendable {
    /// For people: on a terminal with a bar that is drawn again and again.
    case text
    /// For people, a line after the other.
    case lines
    /// For programs: an object a line.
    case json
  }

  let terminal: Terminal
  let style: Style
  /// Whether results are read by a person.
  private let showsResults: Bool
  /// What stands on the terminal's last lines.
  private let live = Mutex(LiveLines())
  /// Why a result could not be written.
  private let failure = Mutex<SystemError?>(nil)

  init(_ style: Style = .text, environment: [String: String] = ProcessInfo.processInfo.environment) {
    // A reader that has gone away must not end the program, which may be in the middle of a training.
    signal(SIGPIPE, SIG_IGN)
    self.style = style
    terminal = Terminal(environment: environment, isTerminal: style == .text && isatty(STDERR_FILENO) == 1)
    showsResults = isatty(STDOUT_FILENO) == 1
  }

  /// A result, for the next program: lines on standard output, as they are unless a terminal shows them.
  func result(_ text: String) {
    let lines = showsResults ? Self.printable(lines: text) : text
    let error = above { Self.write(lines + "\n", to: STDOUT_FILENO) }
    if let error { failure.withLock { $0 = $0 ?? error } }
  }

  /// Why results were lost; nil where they were not. A reader that has seen enough is no failure.
  var lostResults: String? {
    guard let error = failure.withLock({ $0 }), error.code != EPIPE else { return nil }
    return "standard output: cannot be written: \(error)"
  }

  /// One message, of one line.
  func message(_ text: String) { show("note", Paths.printable(text)) }

  /// A message of several lines, none of which holds a text from outside.
  func message(lines text: String) { show("note", Self.printable(lines: text)) }

  func warning(_ text: String) { show("warning", Paths.printable(text), mark: colored("warning: ", 33)) }

  func error(_ text: String) { show("error", Paths.printable(text), mark: colored("error: ", 31)) }

  /// The beginning of a stage.
  func heading(_ title: String, _ text: String) {
    show("note", "\(colored(Paths.printable(title), 1)): \(colored(Paths.printable(text), 2))")
  }

  /// A message that is less important than others.
  func remark(_ text: String) { show("note", colored(Paths.printable(text), 2)) }

  /// An event, for programs that read them.
  func event(_ object: String) { Self.write(object + "\n", to: STDERR_FILENO) }

  /// Asks a question that is answered with yes or no; no answer is a no.
  ///
  /// - Returns: nil where there is no terminal to ask on, or none that answers come from.
  func ask(_ question: String) -> Bool? {
    guard isDialog else { return nil }
    let answer = answer("\(question) [y/N] ")?.lowercased() ?? ""
    return ["y", "yes"].contains(answer)
  }

  /// Whether questions can be asked and answered.
  var isDialog: Bool { style == .text && isatty(STDERR_FILENO) == 1 && isatty(STDIN_FILENO) == 1 }

  /// Asks a question, and waits for a line.
  ///
  /// - Returns: The answer without spaces around; nil where there will be none.
  func answer(_ question: String) -> String? {
    guard isDialog else { return nil }
    _ = above { Self.write(terminal.shown(Paths.printable(question)), to: STDERR_FILENO) }
    return readLine()?.trimmingCharacters(in: .whitespaces)
  }

  /// Shows lines as the terminal takes them.
  func draw(_ lines: [String]) { above { Self.write(lines.map { $0 + "\r\n" }.joined(), to: STDERR_FILENO) } }

  /// Draws the progress line again, cut to the terminal's width.
  func redraw(_ line: String) {
    let text = terminal.shown(Paths.printable(line))
    live.withLock { _ = Self.write($0.replaceLine(String(text.prefix(Terminal.size.columns - 1))), to: STDERR_FILENO) }
  }

  /// Draws lines above the progress line in the place of those before.
  ///
  /// - Parameters:
  ///   - lines: As the terminal takes them.
  ///   - erasing: What takes away what they show besides text.
  func redraw(above lines: [String], erasing: String) {
    live.withLock { _ = Self.write($0.replaceBlock(lines, erasing: erasing), to: STDERR_FILENO) }
  }

  /// Leaves the lines above the progress line where they are, and takes the progress line away.
  func keepLines() { live.withLock { _ = Self.write($0.keep(), to: STDERR_FILENO) } }

  private func show(_ kind: String, _ text: String, mark: String = "") {
    switch style {
    case .text, .lines: above { Self.write(terminal.shown(mark + text) + "\n", to: STDERR_FILENO) }
    case .json: event(EventJSON.message(kind, text))
    }
  }

  /// Writes something above the lines that are drawn again and again.
  @discardableResult
  private func above<R>(_ body: () -> R) -> R {
    live.withLock { live in
      Self.write(live.erase(), to: STDERR_FILENO)
      defer { Self.write(live.draw(), to: STDERR_FILENO) }
      return body()
    }
  }

  private func colored(_ text: String, _ code: Int) -> String {
    terminal.hasColors ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
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
}

/// The last lines of a terminal, which are drawn again and again: a block of lines, and a line of progress below it, at
/// whose end the cursor stands.
struct LiveLines {
  private var block: [String] = []
  private var erasing = ""
  private var line: String?

  private static let clearLine = "\r\u{1B}[K"

  /// What draws another line of progress.
  mutating func replaceLine(_ text: String) -> String {
    line = text
    return Self.clearLine + text
  }

  mutating func replaceBlock(_ lines: [String], erasing: String) -> String {
    let before = erase()
    (block, self.erasing) = (lines, erasing)
    return before + draw()
  }

  /// What takes all lines away.
  func erase() -> String {
    guard line != nil || !block.isEmpty else { return "" }
    let up = block.isEmpty ? "" : "\u{1B}[\(block.count)A"
    return erasing + up + (block.isEmpty ? Self.clearLine : "\r\u{1B}[J")
  }

  /// What draws all lines where the cursor stands.
  func draw() -> String { block.map { $0 + "\r\n" }.joined() + (line ?? "") }

  /// What takes the line of progress away. The block is no longer drawn again.
  mutating func keep() -> String {
    defer { self = LiveLines() }
    return line == nil ? "" : Self.clearLine
  }
}
