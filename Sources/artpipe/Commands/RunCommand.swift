import ArtTensor
import ArgumentParser
import ArtPipeline

/// `artpipe run`.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Runs a pipeline document.",
    discussion: """
      Stages whose settings and inputs have not changed since the last run are not run again. Ctrl-C ends after the
      current step with a checkpoint written; the same command again goes on from there, and ends with the same files
      as a run that was never stopped.
      """)

  @OptionGroup var document: DocumentOptions
  @Option(name: .shortAndLong, help: "The run folder; runs/NAME where not given.")
  var output: String?
  @OptionGroup var threads: ThreadOptions
  @Flag(help: "Checks everything and shows what would be done, but does nothing.")
  var dryRun = false
  @Flag(help: "Runs every stage from its start, whether or not anything has changed.")
  var force = false

  func run() throws {
    let overrides = try document.parsedOverrides()
    let console = Console()
    try reporting(console) {
      let plan = try Planner(document.models.makeToolbox()).plan(file: document.file, overrides: overrides)
      let folder = RunFolder(output ?? "runs/\(plan.document.name)")
      if dryRun {
        try folder.checkWritable()
        try plan.checkPictures()
        for line in PlanText.lines(plan, folder: folder) { console.result(line) }
        return
      }
      let stop = StopRequest()
      let interrupts = InterruptHandler(stop, console: console)
      defer { withExtendedLifetime(interrupts) {} }
      let pool = threads.makePool()
      console.message(
        console.dim(
          "artpipe \(ArtPipeVersion.current), \(plan.document.name), seed \(plan.document.seed), "
            + "\(pool.threads == 1 ? "1 thread" : "\(pool.threads) threads"), "
            + "\(plan.document.precision.remark)into \(folder.path)"))
      _ = try Runner(
        plan, in: folder, pool: pool, force: force, stop: stop, observer: RunReporter(console).observer
      ).run()
    }
  }
}
