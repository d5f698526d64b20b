import ArgumentParser
import ArtFiles
import ArtGraph
import ArtInspection
import ArtPipeline
import ArtSettings

/// `artpipe inspect`.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect", abstract: "Checks a folder of images, and says how to train on them.",
    discussion: """
      Reads every image. Tells which files cannot be used and why, what will be changed (turned, put on a background, made \
      grey), which images are there more than once, and what number and kind of images can carry. Nothing is changed.

      artpipe init FOLDER writes the advice down as a pipeline; artpipe train FOLDER follows it at once.
      """)

  @Argument(help: "The folder of images; subfolders are classes. Or IDX files, as MNIST has them.", completion: .file())
  var folder: String
  @Flag(help: "Lists all files that there is something to say about.")
  var all = false
  @Flag(help: "Prints JSON.")
  var json = false
  @Option(
    help: "Draws this .png or .jpg file: images as they are, and beside them what the model will see.",
    completion: .file())
  var sheet: String?
  @OptionGroup var options: FolderOptions

  func run() throws {
    let console = Console()
    try reporting(console) {
      let images = try NamedImages(folder, options.models.makeToolbox())
      let target = sheet.map { OutputFile($0) }
      if let target {
        try images.checkWriting(into: target.folder.path)
        try target.folder.checkReplaceable(target.name)
      }
      let device = options.threads.makeDevice()
      let inspection = try images.inspection(pool: device.pool)
      let advice = Result { try images.advice(inspection, minutes: options.minutes ?? InitCommand.usualMinutes) }
      if json {
        console.result(InspectionText.json(inspection, try? advice.get()).prettyJSON.trimmingLineEnd)
      } else {
        let lines = InspectionText.lines(
          inspection, try? advice.get(), showsAll: all, program: Program.current.name, folder: folder)
        for line in lines { console.result(line) }
      }
      let found = try advice.get()
      if let target, let sheet {
        try draw(
          target, images.document(inspection, found, name: "sheet", file: "inspect.yaml", seed: 1), device, console)
        console.result(sheet)
      }
    }
  }

  /// Draws the sheet as the stage 'preview' does, of the document that the advice makes.
  private func draw(
    _ target: OutputFile, _ starter: StarterDocument, _ device: any Device, _ console: Console
  ) throws {
    var preview = OptionDocument.stage("preview")
    preview.set("file", SettingValue(target.name), option: "--sheet \(sheet ?? target.name)")
    preview["whole"] = true
    var document = try SettingValue.parse(starter.text, file: "inspect.yaml")
    document["stages"] = SettingValue([preview])
    let plan = try Planner(options.models.makeToolbox()).plan(document)
    try plan.check(plan.demand(on: device), for: target.folder)
    let stop = StopRequest()
    let interrupts = InterruptHandler(stop, console: console)
    defer { withExtendedLifetime(interrupts) {} }
    // Warnings of images that cannot be used were given already.
    let report = RunReporter(console).observer
    let run = UncachedRun(plan, device: device, stop: stop) { event in
      if case .note = event { report(event) }
    }
    _ = try run.run(in: target.folder, name: target.name)
  }
}
