import ArgumentParser

/// How a run is shown.
struct ProgressOptions: ParsableArguments {
  enum Form: String, ExpressibleByArgument, CaseIterable {
    case auto, plain, json

    static let help: ArgumentHelp =
      """
      How progress is shown: 'auto' draws a bar on a terminal and writes a line now and then elsewhere, 'plain' always \
      writes lines, 'json' writes one object a line to standard error, for other programs.
      """

    func makeConsole() -> Console {
      switch self {
      case .auto: Console(.text)
      case .plain: Console(.lines)
      case .json: Console(.json)
      }
    }
  }

  @Option(help: Form.help)
  var progress = Form.auto
  @Flag(help: "Shows no samples in the terminal during training.")
  var noPreview = false

  func makeConsole() -> Console { progress.makeConsole() }

  func makeReporter(_ console: Console) -> RunReporter { RunReporter(console, showsImages: !noPreview) }
}
