import ArgumentParser
import ArtFiles
import ArtPipeline
import Foundation

/// The program. `Composition.swift` lists its plugins; each command is a type of its own.
@main
struct ArtPipe: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "artpipe",
    abstract: "Trains generative adversarial networks on your own images, and makes image sheets and morph videos.",
    discussion: """
      artpipe run Pipelines/morph.json trains a model and writes sheets and a video to runs/morph.

      Paths of results go to standard output, messages to standard error. NO_COLOR turns colours off.

      Exit codes:
        0    success
        64   wrong usage
        65   invalid document, image, checkpoint or manifest
        66   a file is missing or cannot be read
        70   internal error
        73   a file, a folder or standard output cannot be written
        75   another process uses the run folder
        130  stopped by Ctrl-C, SIGTERM or SIGHUP; the same command resumes
      """,
    version: ArtPipeVersion.current,
    subcommands: [
      RunCommand.self, ValidateCommand.self, PreviewCommand.self, SampleCommand.self, MorphCommand.self,
      EvaluateCommand.self, RunsCommand.self,
      PartsCommand<ModelParts>.self, PartsCommand<StageParts>.self, PartsCommand<DatasetParts>.self,
    ])

  /// Help and usage go the way of all texts, and what cannot be printed is an error.
  static func main() {
    ProcessLimits.prepare()
    let console = Console()
    do {
      // With the words as the system gives them, so that files can be named whose names are no UTF-8.
      var command = try parseAsRoot(Array(ProgramArguments.all.dropFirst()))
      try command.run()
    } catch {
      var status = exitCode(for: error).rawValue
      let text = fullMessage(for: error)
      if status == 0, !text.isEmpty {
        console.result(text)
        if let words = console.lostResults {
          console.error(words)
          status = ExitStatus.cannotWrite.rawValue
        }
      } else if !text.isEmpty {
        console.message(lines: text)
      }
      Foundation.exit(status)
    }
  }
}
