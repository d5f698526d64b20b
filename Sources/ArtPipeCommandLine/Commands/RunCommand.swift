import ArtSettings
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
  @OptionGroup var progress: ProgressOptions
  @Flag(help: "Checks the document and shows what each stage would do, but runs nothing.")
  var dryRun = false
  @Flag(help: "Runs every stage from the start, even if nothing has changed.")
  var force = false

  func run() throws {
    let overrides = try document.parsedOverrides()
    let console = progress.makeConsole()
    try reporting(console) {
      let plan = try document.makePlanner().plan(file: document.file, overrides: overrides)
      let folder = RunFolder(output ?? "runs/\(plan.document.name)")
      if document.untrusted, output == nil {
        for place in ["runs", folder.path] where FileInfo(ofLink: place)?.kind == .link {
          throw PipelineError(
            .cannotWrite,
            "\(place) is a link, which a document that is not trusted does not write through; give --output")
        }
      }
      let device = threads.makeDevice()
      if dryRun {
        try folder.checkWritable()
        try plan.checkImages()
        let demand = plan.demand(on: device)
        try plan.check(demand, for: folder)
        let runner = Runner(plan, in: folder, device: device, force: force)
        let prospects = try runner.prospects()
        for line in PlanText.lines(plan, demand, folder: folder) + PlanText.lines(plan, prospects) {
          console.result(Paths.printable(line))
        }
        return
      }
      try plan.check(plan.demand(on: device), for: folder)
      let stop = StopRequest()
      let interrupts = InterruptHandler(stop, console: console)
      defer { withExtendedLifetime(interrupts) {} }
      let count = device.pool.threads
      console.remark(
        "artpipe \(ArtPipeVersion.current), \(plan.document.name), seed \(plan.document.seed), "
          + "\(Counted.text(count, "thread")), "
          + "\(plan.document.convolutionAlgorithms.remark)into \(folder.path)")
      _ = try Runner(
        plan, in: folder, device: device, force: force, stop: stop, observer: progress.makeReporter(console).observer
      ).run()
    }
  }
}
