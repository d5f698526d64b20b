import ArgumentParser
import ArtPipeline
import ArtSettings

/// `artpipe preview`.
struct PreviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview", abstract: "Shows training images beside their augmented versions.",
    discussion: """
      Nothing is trained. The sheet shows the first images of the training; to the right of each stand versions with the \
      random changes of the dataset's 'augment' and the recipe's 'diffAugment'.
      """)

  @OptionGroup var document: DocumentOptions
  @Option(name: .shortAndLong, help: "The sheet: a .png or .jpg file.", completion: .file())
  var output: String
  @Option(help: "The number of images.")
  var count: Int?
  @Option(help: "Enlarges the images by this factor.")
  var scale: Int?
  @OptionGroup var threads: ThreadOptions

  func run() throws {
    let overrides = try document.parsedOverrides()
    let console = Console()
    try reporting(console) {
      let target = OutputFile(output)
      var preview = OptionDocument.stage("preview")
      preview.set("file", target)
      preview.set("count", count)
      preview.set("scale", scale)
      // The document's own stages are left out; the preview takes their place.
      var value = try SettingValue.read(file: document.file)
      value["stages"] = SettingValue([preview])
      let plan = try document.plan(value, overrides: overrides, console: console)
      let device = threads.makeDevice()
      try plan.check(plan.demand(on: device), for: target.folder)
      let stop = StopRequest()
      let interrupts = InterruptHandler(stop, console: console)
      defer { withExtendedLifetime(interrupts) {} }
      let run = UncachedRun(plan, device: device, stop: stop, observer: RunReporter(console).observer)
      _ = try run.run(in: target.folder, name: target.name)
      console.result(output)
    }
  }
}
