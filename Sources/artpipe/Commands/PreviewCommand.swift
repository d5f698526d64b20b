import ArgumentParser
import ArtPipeline
import ArtSettings

/// `artpipe preview`.
struct PreviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview", abstract: "Shows training pictures beside what a document's model will see of them.",
    discussion: """
      Nothing is trained. The sheet shows the first pictures that training would look at, each with the random changes \
      of the dataset's 'augment' and of the recipe's 'diffAugment' to its right.
      """)

  @OptionGroup var document: DocumentOptions
  @Option(name: .shortAndLong, help: "The sheet: a .png or .jpg file.")
  var output: String
  @Option(help: "How many pictures.")
  var count: Int?
  @Option(help: "How many times larger the pictures become.")
  var scale: Int?
  @OptionGroup var threads: ThreadOptions

  func run() throws {
    let overrides = try document.parsedOverrides()
    let console = Console()
    try reporting(console) {
      let target = OutputFile(output)
      var preview = OptionDocument.stage("preview")
      preview.set("file", SettingValue(target.name), option: "--output \(output)")
      if let count { preview.set("count", SettingValue(count), option: "--count \(count)") }
      if let scale { preview.set("scale", SettingValue(scale), option: "--scale \(scale)") }
      // The document's own stages are left out; the preview takes their place.
      var value = try SettingValue.read(file: document.file)
      value["stages"] = SettingValue([preview])
      let plan = try Planner(document.models.makeToolbox()).plan(value, overrides: overrides)
      let stop = StopRequest()
      let interrupts = InterruptHandler(stop, console: console)
      defer { withExtendedLifetime(interrupts) {} }
      let run = QuickRun(plan, pool: threads.makePool(), stop: stop, observer: RunReporter(console).observer)
      _ = try run.run(in: target.folder, name: target.name)
      console.result(output)
    }
  }
}
