import ArgumentParser
import ArtFiles
import ArtPipeline
import ArtReport

/// `artpipe runs compare`.
struct RunsCompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Shows what runs differ in, and what came of it.",
    discussion: """
      Shows the settings that differ, by their paths in the document; the images, seeds and versions; and all metrics \
      with their 95 % intervals beside the values of real images. A metric names a best run only where all were measured in \
      the same way and the intervals do not overlap.
      """)

  @Argument(help: "The run folders, two or more.", completion: .directory)
  var folders: [String]
  @Option(
    help: "Writes a page too, one HTML file: with sheets side by side and curves over each other.", completion: .page)
  var page: String?
  @Flag(help: "Prints comma-separated values.")
  var csv = false

  func validate() throws {
    if folders.count < 2 { throw ValidationError("give two run folders or more to compare") }
    if page != nil, folders.count > ComparisonPage.mostRuns {
      throw ValidationError(
        "--page: a page shows up to \(ComparisonPage.mostRuns) runs, and these are \(folders.count)")
    }
    if let page, !page.hasSuffix(".html") {
      throw ValidationError("--page: expected a name that ends in .html, found \(page)")
    }
  }

  func run() throws {
    let console = Console()
    try reporting(console) {
      let runs = try folders.map { folder in
        do {
          return try KeptRun(RunFolder(folder), tools: Program.current.toolbox)
        } catch let error as KeptRun.NoRun {
          throw PipelineError(.missingInput, error.description)
        }
      }
      let comparison = RunComparison(runs)
      if csv {
        console.result(ComparisonText.csv(comparison))
      } else {
        for line in ComparisonText.lines(comparison) { console.result(line) }
      }
      if let page {
        let target = OutputFile(page)
        try target.folder.checkReplaceable(target.name)
        try target.folder.create()
        try target.folder.file(target.name).write(
          Array(ComparisonPage(comparison, tools: Program.current.toolbox).html().utf8))
        console.message("\(page) is written")
      }
      for words in runs.flatMap(\.problems) { console.warning(words) }
    }
  }
}
