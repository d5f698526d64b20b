import ArgumentParser
import ArtPipeline
import ArtSettings

/// `artpipe playground`.
struct PlaygroundCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "playground", abstract: "Writes a page in which a model draws, for any browser.",
    discussion: """
      The page is one HTML file with the model in it. It needs no network and no server: open it, or send it to somebody. \
      It draws random images, moves them by sliders, morphs between two, and saves favourites. Its images are those of \
      'artpipe sample' with the same seed.
      """)

  @OptionGroup var model: ShippedModelOption
  @Option(name: .shortAndLong, help: "The page: a .html file.", completion: .page)
  var output: String
  @Option(help: "The page's heading; the model's id by default.")
  var title: String?
  @Option(
    help: "A file of directions, NAME.artpoints.json, for the sliders; 'artpipe directions' writes one.",
    completion: .pointsFile)
  var directions: String?
  @OptionGroup var threads: ThreadOptions

  func run() throws {
    let console = Console()
    try reporting(console) {
      let target = OutputFile(output)
      var page = OptionDocument.stage("playground")
      page.set("file", target)
      page.set("title", title)
      page.set("directions", file: directions)
      try OptionDocument.prepare(Self.self, [model.load, page], seed: 1, threads: threads, console: console)
        .run(to: target)
      console.result(output)
    }
  }
}
