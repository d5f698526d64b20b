import ArgumentParser
import ArtPipeline

/// `artpipe validate`.
struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate", abstract: "Checks a pipeline document and shows all problems, without running it.",
    discussion: "It also looks for the data set and opens one image.")

  @OptionGroup var document: DocumentOptions

  func run() throws {
    let overrides = try document.parsedOverrides()
    let console = Console()
    try reporting(console) {
      let plan = try Planner(document.models.makeToolbox()).plan(file: document.file, overrides: overrides)
      try plan.checkImages()
      let count = plan.stages.count
      console.message("\(document.file) is valid: \(count == 1 ? "1 stage" : "\(count) stages")")
    }
  }
}
