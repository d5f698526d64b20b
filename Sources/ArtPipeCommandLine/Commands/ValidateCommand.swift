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
      let plan = try document.plan(overrides: overrides, console: console)
      try plan.checkImages()
      let demand = plan.demand(on: ThreadOptions.makeDevice())
      try plan.check(demand, for: RunFolder("runs/\(plan.document.name)"))
      for warning in plan.warnings(demand) { console.warning("\(warning)") }
      let count = plan.stages.count
      console.message("\(document.file) is valid: \(Counted.text(count, "stage"))")
    }
  }
}
