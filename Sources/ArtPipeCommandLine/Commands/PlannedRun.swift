import ArtFiles
import ArtGraph
import ArtPipeline
import ArtSettings
import ArtTensor

/// A planned document and where it is run: what all commands that run a whole pipeline have in common.
struct PlannedRun {
  let plan: Plan
  let folder: RunFolder
  let device: any Device
  /// Whether every stage runs, whatever has changed.
  var force = false
  /// Whether the run ends with a page about it, where the document wants one.
  var hasReport = true

  /// Says what each stage would do, and runs nothing.
  func show(on console: Console) throws {
    try folder.checkWritable()
    try plan.checkImages()
    let demand = plan.demand(on: device)
    try plan.check(demand, for: folder)
    for warning in plan.warnings(demand) { console.warning("\(warning)") }
    let runner = Runner(plan, in: folder, device: device, force: force) { [console] event in
      if case .warning(let words) = event { console.warning(words) }
    }
    let prospects = try runner.prospects()
    for line in PlanText.lines(plan, demand, folder: folder) + PlanText.lines(plan, prospects) {
      console.result(Paths.printable(line))
    }
  }

  /// Runs all stages that need it.
  ///
  /// - Parameter prepare: Done when it is certain that the run can begin.
  func run(on console: Console, _ progress: ProgressOptions, prepare: () throws -> Void = {}) throws {
    try plan.check(plan.demand(on: device), for: folder)
    try prepare()
    let stop = StopRequest()
    let interrupts = InterruptHandler(stop, console: console)
    defer { withExtendedLifetime(interrupts) {} }
    console.remark(
      "artpipe \(ArtPipeVersion.current), \(plan.document.name), seed \(plan.document.seed), "
        + "\(Counted.text(device.pool.threads, "thread")), "
        + "\(plan.document.convolutionAlgorithms.remark)into \(folder.path)")
    let observer = progress.makeReporter(console).observer
    let runner = Runner(plan, in: folder, device: device, force: force, stop: stop, observer: observer)
    let ending = hasReport && plan.document.hasReport ? ReportEnding(of: folder, stop, console, observer) : nil
    try ReportEnding.run(runner, then: ending)
  }
}
