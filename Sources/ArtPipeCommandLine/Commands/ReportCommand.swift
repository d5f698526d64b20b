import ArgumentParser
import ArtFiles
import ArtPipeline
import ArtReport

/// `artpipe report`.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Writes a page about a run, for any browser.",
    discussion: """
      The page is one HTML file: curves, all sheets of the training, images and videos, metrics, networks, settings and a \
      playground in which the model draws. It needs no network and no server. 'artpipe run' writes it at its end; this \
      makes it of a run that was killed, that still goes on, or of an older one.
      """)

  @Argument(help: ArgumentHelp("The run folder.", valueName: "run"), completion: .directory)
  var path: String
  @Option(
    name: .shortAndLong,
    help: "The page: a .html file; report.html in the run folder by default, with --share report-share.html.",
    completion: .page)
  var output: String?
  @Flag(help: "Makes a page to send to others: without training images, names of files and paths.")
  var share = false

  func validate() throws {
    if let output, Paths.fileExtension(output) != "html" {
      throw ValidationError("--output \(output): expected a name that ends in .html")
    }
  }

  func run() throws {
    let console = Console()
    try reporting(console) {
      let folder = RunFolder(path)
      let stop = StopRequest()
      let interrupts = InterruptHandler(stop, console: console)
      defer { withExtendedLifetime(interrupts) {} }
      let report = try RunReport.page(of: folder, isShared: share, stop: stop)
      if let output {
        let target = OutputFile(output)
        try target.folder.checkReplaceable(target.name)
        try target.folder.create()
        let writer = try FileWriter(target.folder.file(target.name))
        try writer.append(report)
        try stop.check()
        try writer.commit()
        return console.result(output)
      }
      let page: RunPage = share ? .sharedReport : .report
      console.result(
        try page.write(in: folder, observer: RunReporter(console).observer) {
          try $0.append(report)
          try stop.check()
        })
    }
  }
}
