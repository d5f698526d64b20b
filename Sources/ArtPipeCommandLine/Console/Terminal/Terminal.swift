import Foundation

/// What standard error leads to, and what that can show.
struct Terminal: Sendable {
  /// Whether a line can be drawn again.
  let canRedraw: Bool
  let hasColors: Bool
  /// Whether more than ASCII is shown.
  let isUnicode: Bool
  /// How images can be shown; nil where they cannot.
  let graphics: (any TerminalGraphics)?

  /// - Parameters:
  ///   - environment: The process's variables.
  ///   - isTerminal: Whether standard error is a terminal.
  init(environment: [String: String], isTerminal: Bool) {
    let name = environment["TERM"] ?? ""
    let isDumb = name == "dumb"
    canRedraw = isTerminal && !isDumb
    hasColors = canRedraw && (environment["NO_COLOR"] ?? "").isEmpty
    // The first of these that is set holds, as in the C library. Where none is, most screens show UTF-8 all the same.
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    let encoding = locale?.lowercased().filter { $0 != "-" }
    isUnicode = !isDumb && (encoding.map { $0.hasSuffix("utf8") } ?? true)
    graphics = hasColors && isUnicode ? Self.graphics(environment, name) : nil
  }

  /// By what terminals say of themselves. Inside of tmux and screen only text comes through.
  private static func graphics(_ environment: [String: String], _ name: String) -> any TerminalGraphics {
    let program = environment["TERM_PROGRAM"] ?? environment["LC_TERMINAL"] ?? ""
    if name.hasPrefix("screen") || name.hasPrefix("tmux") || environment["TMUX"] != nil { return HalfBlocks() }
    if name.contains("kitty") || environment["KITTY_WINDOW_ID"] != nil || program == "ghostty" {
      return KittyGraphics()
    }
    if program == "iTerm.app" || program == "iTerm2" || program == "WezTerm" { return ITermGraphics() }
    if ["foot", "mlterm", "sixel", "contour"].contains(where: name.contains) { return SixelGraphics() }
    return HalfBlocks()
  }

  /// The columns and rows of the screen.
  static var size: (columns: Int, rows: Int) {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return (80, 24) }
    return (max(Int(size.ws_col), 20), max(Int(size.ws_row), 3))
  }

  /// A text without what an ASCII screen cannot show: `28x28` for `28×28`. Letters of names stay as they are.
  func shown(_ text: String) -> String {
    if isUnicode || text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
    return text.unicodeScalars.map { Self.plain[$0] ?? String($0) }.joined()
  }

  private static let plain: [Unicode.Scalar: String] = [
    "×": "x", "·": ",", "…": "...", "−": "-", "–": "-", "—": "-", "→": "->", "≥": ">=", "≤": "<=", "±": "+-",
    "“": "\"", "”": "\"", "‘": "'", "’": "'", "━": "#", "╸": "#", "─": "-", "\u{A0}": " ",
  ]
}
