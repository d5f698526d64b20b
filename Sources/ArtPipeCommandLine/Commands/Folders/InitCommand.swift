import ArgumentParser
import ArtFiles
import ArtGraph
import ArtInspection
import ArtNN
import ArtPipeline
import ArtSettings

/// `artpipe init`.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Writes a pipeline for a folder of images.",
    discussion: """
      Looks at the images as 'artpipe inspect' does, chooses model, size, classes, augmentation and background, and writes a \
      document with comments that runs as it is. It prints what it chose, and why. An existing file is never replaced.

      Without a folder it shows the pipelines that come with artpipe.
      """)

  static let usualMinutes = 30.0

  @Argument(help: "The folder of images; subfolders are classes. Or IDX files, as MNIST has them.", completion: .file())
  var folder: String?
  @Option(
    name: .shortAndLong, help: "The document, a .yaml file; NAME.yaml in the current folder by default.",
    completion: .document)
  var output: String?
  @Option(help: "Seeds all random numbers.")
  var seed: UInt64 = 1
  @OptionGroup var options: FolderOptions

  func validate() throws {
    if let output, !["yaml", "yml"].contains(Paths.fileExtension(output)) {
      throw ValidationError("--output \(output): the document is YAML, so its name must end in .yaml")
    }
    if folder == nil, output != nil { throw ValidationError("give the folder of images that the document is for") }
  }

  func run() throws {
    let console = Console()
    try reporting(console) {
      guard let folder else { return try showExamples(console) }
      let images = try NamedImages(folder, options.models.makeToolbox())
      let name = StarterDocument.name(for: folder)
      let output = output ?? "\(name).yaml"
      let target = OutputFile(output)
      guard FileInfo(ofLink: output) == nil else {
        throw PipelineError(
          .cannotWrite, "\(output) is there already, and is not replaced; give another name with --output")
      }
      try images.checkWriting(into: target.folder.path)
      try target.folder.checkReplaceable(target.name)
      let inspection = try images.inspection(pool: options.threads.makeDevice().pool)
      let advice = try images.advice(inspection, minutes: options.minutes ?? Self.usualMinutes)
      let document = images.document(inspection, advice, name: name, file: output, seed: seed)
      // A document that does not run would be a fault of this program.
      _ = try Planner(images.toolbox).plan(SettingValue.parse(document.text, file: output))
      try target.folder.create()
      try target.folder.file(target.name).write(Array(document.text.utf8))
      for line in InspectionText.advice(advice) { console.message(line) }
      let program = Program.current.name
      console.message("\(program) inspect \(folder) tells more of the images; \(program) run \(output) runs it")
      console.result(output)
    }
  }

  private func showExamples(_ console: Console) throws {
    let program = Program.current.name
    for line in try PipelinesCommand.lines() { console.result(line) }
    console.message(
      "'\(program) run NAME' runs one of these, '\(program) pipelines copy NAME' copies one to be changed, and '\(program) "
        + "init FOLDER' writes one for your images")
  }
}
