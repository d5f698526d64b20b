import ArgumentParser
import ArtFiles
import ArtPipeline
import ArtSettings

/// `artpipe rerun`.
struct RerunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rerun", abstract: "Makes an image or a video again from the recipe that it carries.",
    discussion: """
      Says whether the new file is identical, or what differs and why; the exit code is 1 where it differs. A model of the \
      recorded hash is used where it lies at the place that the document names or in the run folder around the file; else the \
      document trains it again. The recipe may be a stranger's: it reads only what --folder and --allow-read name. What it \
      reads is looked for by its name there too.
      """)

  @Argument(
    help: "A .png, .jpg, .gif, .webp, .mp4, .mov, .webm or .safetensors file that carries its recipe.",
    completion: .file())
  var file: String
  @Option(name: .shortAndLong, help: "The new file; NAME-again beside the old one by default.", completion: .file())
  var output: String?
  @Option(
    help: ArgumentHelp(
      "The folder that the document lay in, which may be read: its relative paths start there; by default the current "
        + "folder, which may not."),
    completion: .directory)
  var folder: String?
  @Option(help: "The model that made the file: a .safetensors file, or a run folder.", completion: .trainedModel)
  var model: String?
  @Flag(help: "Trains the model again, even where it is still there.")
  var train = false
  @Option(
    name: .customLong("allow-read"), parsing: .singleValue,
    help: ArgumentHelp("A file or folder that the document may read; can be repeated.", valueName: "path"),
    completion: .file())
  var allowedPaths: [String] = []
  @Flag(help: "Lets the document read whatever you can read: for a file of your own.")
  var trusted = false
  @OptionGroup var models: ModelOptions
  @OptionGroup var threads: ThreadOptions
  @OptionGroup var progress: ProgressOptions

  func validate() throws {
    for (option, paths) in [("--allow-read", allowedPaths), ("--folder", [folder].compactMap(\.self))] {
      if let missing = paths.first(where: { FileInfo($0) == nil }) {
        throw ValidationError("\(option) \(missing): there is no such file or folder")
      }
    }
    if train, model != nil { throw ValidationError("--train and --model: give one of them") }
    if let output, Paths.fileExtension(output) != Paths.fileExtension(file) {
      throw ValidationError(
        "--output \(output): expected a name that ends in .\(Paths.fileExtension(file)), as \(file) does")
    }
  }

  func run() throws {
    let console = progress.makeConsole()
    try reporting(console) {
      let access = trusted ? ReadAccess.everything : .below([folder].compactMap(\.self) + allowedPaths)
      let rerun = try Rerun(
        Rerun.Request(
          file: file, documentIn: folder ?? ".", model: model, trains: train, access: access,
          places: [folder].compactMap(\.self) + allowedPaths),
        tools: models.makeToolbox())
      let (output, device) = (output ?? Rerun.freeOutput(for: file), threads.makeDevice())
      try rerun.check(on: device, for: output)
      for note in rerun.notes { console.message(note) }
      let stop = StopRequest()
      let interrupts = InterruptHandler(stop, console: console)
      defer { withExtendedLifetime(interrupts) {} }
      let outcome = try rerun.run(
        to: output, device: device, stop: stop, observer: progress.makeReporter(console).observer)
      console.result(output)
      console.message(outcome.words)
      if !outcome.isIdentical { throw ExitCode(ExitStatus.different.rawValue) }
    }
  }
}
