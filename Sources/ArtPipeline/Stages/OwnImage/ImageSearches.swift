import ArtGAN
import ArtGraph

/// Looks for the points of a stage's images, group by group, and keeps what is found.
struct ImageSearches {
  let context: StageContext
  let settings: ProjectionSettings

  /// - Parameters:
  ///   - targets: The images.
  ///   - more: Steps of other work behind the search, for progress.
  /// - Returns: What was found of each, the best first.
  /// - Throws: ``PipelineError`` where the user wants to stop, and what the search throws.
  func run(
    _ targets: [ProjectionTarget], in checkpoint: Checkpoint, more: Int
  ) throws -> (found: [SearchState.Found], progress: SearchProgress) {
    let (definition, count) = (checkpoint.definition, targets.count)
    let state = SearchState(context, SearchState.Form(settings, of: definition, images: count))
    let projector = try LatentProjector(
      checkpoint, settings: settings, targets: count, device: context.execution.device)
    context.execution.programs.add("search", projector.plan)
    let plan = SearchPlan(settings, of: definition, images: count)
    var (found, unusable) = try state.read()
    if let unusable { try state.moveAside(because: unusable) }
    found.removeLast(found.count - plan.whole(found.count))
    var progress = SearchProgress(context, total: plan.steps + more)
    progress.skip(plan.steps(ofFound: found.count))
    if !found.isEmpty { context.observer(.note("\(found.count) of \(count) images are found already")) }
    for group in plan.groups where group.lowerBound >= found.count {
      let done = found.count
      found += try projector.search(Array(targets[group]), seed: context.seed) {
        guard !context.stop.isMade else { throw Self.stopped(done, of: count, isKept: context.cache != nil) }
        progress.advance("searching")
      }
      try state.write(found)
    }
    return (found, progress)
  }

  private static func stopped(_ done: Int, of count: Int, isKept: Bool) -> PipelineError {
    guard isKept, count > 1 else { return PipelineError(.interrupted, "stopped; the same command starts this again") }
    return PipelineError(
      .interrupted, "stopped; \(done) of \(count) images are found: run the same command again to go on")
  }
}

/// Which images are looked for together, and how long that takes.
struct SearchPlan {
  let groups: [Range<Int>]
  private let settings: ProjectionSettings

  init(_ settings: ProjectionSettings, of definition: ModelDefinition, images: Int) {
    self.settings = settings
    let size = LatentProjector.groupSize(settings, definition, targets: images)
    groups = stride(from: 0, to: images, by: size).map { $0..<min($0 + size, images) }
  }

  /// The steps of all groups.
  var steps: Int { groups.reduce(0) { $0 + settings.steps(ofGroup: $1.count) } }

  /// Of so many images that were found, those of whole groups: these alone are done.
  func whole(_ found: Int) -> Int { groups.last { $0.upperBound <= found }?.upperBound ?? 0 }

  /// The steps that finding so many images took.
  func steps(ofFound found: Int) -> Int {
    groups.reduce(0) { $0 + ($1.upperBound <= found ? settings.steps(ofGroup: $1.count) : 0) }
  }
}

/// Tells how far a search is.
struct SearchProgress {
  private let context: StageContext
  private let total: Int
  private var done = 0
  private var skipped = 0
  private var meter = RateMeter()

  init(_ context: StageContext, total: Int) {
    (self.context, self.total) = (context, total)
    meter.mark(0)
  }

  /// Notes steps that an earlier run has done.
  mutating func skip(_ steps: Int) {
    done += steps
    skipped += steps
  }

  mutating func advance(_ doing: String) {
    done += 1
    meter.mark(done - skipped)
    context.observer(
      .progress(
        StageProgress(
          stage: context.id, done: done, total: total, unit: "step",
          secondsLeft: meter.rate.map { Double(total - done) / $0 }, doing: doing)))
  }
}
