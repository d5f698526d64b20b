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
    let state = SearchState(context)
    let projector = try LatentProjector(
      checkpoint, settings: settings, targets: targets.count, device: context.execution.device)
    context.execution.programs.add("search", projector.plan)
    let groups = stride(from: 0, to: targets.count, by: projector.groupSize).map {
      $0..<min($0 + projector.groupSize, targets.count)
    }
    var found = state.read()
    // Whole groups alone are done.
    found.removeLast(found.count - (groups.last { $0.upperBound <= found.count }?.upperBound ?? 0))
    let total = groups.reduce(more) { $0 + projector.steps(ofGroup: $1.count) }
    var progress = SearchProgress(context, total: total)
    if !found.isEmpty { context.observer(.note("\(found.count) of \(targets.count) images are found already")) }
    for group in groups {
      guard group.lowerBound >= found.count else {
        progress.skip(projector.steps(ofGroup: group.count))
        continue
      }
      let done = found.count
      found += try projector.search(Array(targets[group]), seed: context.seed) {
        guard !context.stop.isMade else { throw Self.stopped(done, of: targets.count, isKept: context.cache != nil) }
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
