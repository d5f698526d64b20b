import ArtFiles
import ArtGraph
import ArtTensor
import ArgumentParser
import ArtPipeline

/// `artpipe run`.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Runs a pipeline document.",
    discussion: """
      Stages whose settings and inputs have not changed since the last run are not run again. Ctrl-C stops after the \
      current step and writes a checkpoint; the same command resumes from it, and its files are the same as those of an \
      uninterrupted run.
      """)

  @OptionGroup var document: DocumentOptions
  @Option(name: .shortAndLong, help: "The run folder; runs/NAME by default.")
  var output: String?
  @OptionGroup var threads: ThreadOptions
  @Flag(help: "Checks the document and shows the stages, but runs nothing.")
  var dryRun = false
  @Flag(help: "Runs every stage from the start, even if nothing has changed.")
  var force = false

  func run() throws {
    let overrides = try document.parsedOverrides()
    let console = Console()
    try reporting(console) {
      let plan = try Planner(document.models.makeToolbox()).plan(file: document.file, overrides: overrides)
      let folder = RunFolder(output ?? "runs/\(plan.document.name)")
      if dryRun {
        try folder.checkWritable()
        try plan.checkImages()
        for line in PlanText.lines(plan, folder: folder) { console.result(line) }
        return
      }
      let stop = StopRequest()
      let interrupts = InterruptHandler(stop, console: console)
      defer { withExtendedLifetime(interrupts) {} }
      let device = threads.makeDevice()
      let count = device.pool.threads
      console.message(
        console.dim(
          "artpipe \(ArtPipeVersion.current), \(plan.document.name), seed \(plan.document.seed), "
            + "\(count == 1 ? "1 thread" : "\(count) threads"), "
            + "\(plan.document.convolutionAlgorithms.remark)into \(folder.path)"))
      _ = try Runner(
        plan, in: folder, device: device, force: force, stop: stop, observer: RunReporter(console).observer
      ).run()
    }
  }
}
