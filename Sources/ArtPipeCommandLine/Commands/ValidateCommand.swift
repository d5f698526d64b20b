import ArtSettings
import ArgumentParser
import ArtFiles
import ArtPipeline

/// `artpipe validate`.
struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate", abstract: "Checks a pipeline document and shows all problems, without running it.",
    discussion: "It also looks for the data set and opens one image, and tells whether memory and disk are enough.")

  @OptionGroup var document: DocumentOptions

  func run() throws {
    let overrides = try document.parsedOverrides()
    let console = Console()
    try reporting(console) {
      let plan = try document.makePlanner().plan(file: document.file, overrides: overrides)
      try plan.checkImages()
      try plan.check(plan.demand(on: ThreadOptions.makeDevice()), for: RunFolder("runs/\(plan.document.name)"))
      let count = plan.stages.count
      console.message("\(document.file) is valid: \(Counted.text(count, "stage"))")
    }
  }
}
