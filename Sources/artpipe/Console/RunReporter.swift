import ArtPipeline
import Synchronization

/// Shows on the console what a pipeline does.
final class RunReporter: Sendable {
  private let console: Console
  private let lastProgress = Mutex<(stage: String, doing: String?, time: ContinuousClock.Instant)?>(nil)

  init(_ console: Console) {
    self.console = console
  }

  var observer: PipelineObserver { { event in self.report(event) } }

  private func report(_ event: PipelineEvent) {
    switch event {
    case .began(let stage, let summary):
      console.heading(stage, summary)
    case .progress(let progress):
      show(progress)
    case .ended(let stage, let seconds, let files):
      if seconds >= 0.5 { console.message("\(stage): done in \(ProgressText.time(seconds))") }
      for file in files { console.result(file) }
    case .unchanged(let stage, let files):
      console.heading(stage, "unchanged since the last run, not run again")
      for file in files { console.result(file) }
    case .note(let text):
      console.message("  \(text)")
    case .warning(let text):
      console.warning(text)
    }
  }

  /// A terminal's line is drawn ten times a second; elsewhere a line is written every ten seconds.
  private func show(_ progress: StageProgress) {
    let now = ContinuousClock.now
    let isDue = lastProgress.withLock { last in
      let pause = console.isTerminal ? Duration.milliseconds(100) : .seconds(10)
      guard let before = last, before.stage == progress.stage else {
        last = (progress.stage, progress.doing, now)
        return console.isTerminal
      }
      // Another part may take long: a terminal shows at once that it has begun.
      let isOther = console.isTerminal && before.doing != progress.doing
      guard isOther || before.time.duration(to: now) >= pause else { return false }
      last = (progress.stage, progress.doing, now)
      return true
    }
    guard isDue else { return }
    let line = "  " + ProgressText.line(progress)
    if console.isTerminal { console.redraw(line) } else { console.message(line) }
  }
}
