import ArgumentParser
import ArtPipeline

/// The command that has all others below it; each is a type of its own.
struct RootCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: Program.current.name,
      abstract: "Trains generative adversarial networks on your own images, and makes image sheets and morph videos.",
      discussion: """
        artpipe run Pipelines/morph.json trains a model and writes sheets and a video to runs/morph.

        Paths of results go to standard output, messages to standard error. NO_COLOR turns colours off.

        Exit codes:
          0    success
          1    'rerun' made a file that differs, 'doctor' misses something, 'self-test' found a difference
          64   wrong usage
          65   invalid document, image, checkpoint or manifest
          66   a file is missing or cannot be read
          69   no server gives a data set that is to be fetched
          70   internal error
          73   a file, a folder or standard output cannot be written
          75   another process uses the run folder
          130  stopped by Ctrl-C, SIGTERM or SIGHUP; the same command resumes
        """,
      version: ArtPipeVersion.current,
      subcommands: [
        RunCommand.self, InspectCommand.self, InitCommand.self, TrainCommand.self,
        ValidateCommand.self, PreviewCommand.self, SampleCommand.self, MorphCommand.self, TranslateCommand.self,
        DirectionsCommand.self, ChooseCommand.self,
        ProjectCommand.self, CompleteCommand.self,
        PlaygroundCommand.self, ReportCommand.self, ExportCommand.self, ImportCommand.self,
        EvaluateCommand.self, RunsCommand.self, RecipeCommand.self, RerunCommand.self,
        PartsCommand<ModelParts>.self, PartsCommand<StageParts>.self, PartsCommand<DatasetParts>.self,
        PipelinesCommand.self, DoctorCommand.self, SelfTestCommand.self, ManualCommand.self,
      ])
  }
}

extension RootCommand {
  /// What the parser writes of options that are wrong, for those that only a command's work finds: the parser would show the
  /// usage of the whole program.
  static func words(of error: ValidationError, in command: any ParsableCommand.Type) -> String {
    let name = path(to: command).joined(separator: " ")
    return "Error: \(error.message)\nUsage: \(usageString(for: command))\n  See '\(name) --help' for more information."
  }
}

extension ParsableCommand {
  /// The names that lead to a command from this one on: `artpipe`, `runs`, `list`; none where it is not below it.
  fileprivate static func path(to command: any ParsableCommand.Type) -> [String] {
    let name = configuration.commandName ?? ""
    if command == Self.self { return [name] }
    let below = configuration.subcommands.lazy.map { $0.path(to: command) }.first { !$0.isEmpty }
    return below.map { [name] + $0 } ?? []
  }
}
