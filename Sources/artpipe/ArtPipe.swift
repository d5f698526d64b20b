import ArgumentParser
import ArtPipeline

/// The program. What it can name is put together in `Composition.swift`; everything else is a command of its own.
@main
struct ArtPipe: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "artpipe",
    abstract: "Trains picture-making networks on your own pictures and turns them into sheets and morph videos.",
    discussion: """
      artpipe run Pipelines/morph.json trains a model, and writes sheets and a video into runs/morph.

      Results (paths of files) go to standard output, messages to standard error. NO_COLOR turns colours off.

      Exit codes:
        0    all is well
        64   wrong usage
        65   a document, picture or checkpoint that cannot be used
        66   a file that is not there or cannot be read
        70   a mistake in the program
        73   a file or folder that cannot be written
        75   the run folder is in use
        130  stopped by Ctrl-C; the same command again goes on
      """,
    version: ArtPipeVersion.current,
    subcommands: [
      RunCommand.self, ValidateCommand.self, PreviewCommand.self, SampleCommand.self, MorphCommand.self,
      EvaluateCommand.self,
      ModelsCommand.self, StagesCommand.self, DatasetsCommand.self,
    ])
}
