import ArtMedia
import ArtPipeline
import Synchronization

/// Shows on the console what a pipeline does.
final class RunReporter: Sendable {
  private let console: Console
  private let showsImages: Bool
  /// What was shown last.
  private let last = Mutex<(stage: String, doing: String?, time: ContinuousClock.Instant)?>(nil)

  /// - Parameter showsImages: Whether new samples are shown where the terminal can.
  init(_ console: Console, showsImages: Bool = true) {
    self.console = console
    self.showsImages = showsImages
  }

  var observer: PipelineObserver { { event in self.report(event) } }

  private func report(_ event: PipelineEvent) {
    if console.style == .json { return reportJSON(event) }
    switch event {
    case .began(let stage, let summary, let number, let count):
      console.heading(stage, count > 1 ? "\(summary) (stage \(number) of \(count))" : summary)
    case .progress(let progress):
      if isDue(progress) { show(progress) }
    case .samples(_, _, let images, _):
      show(images)
    case .ended(let stage, let seconds, let files):
      console.keepLines()
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

  private func reportJSON(_ event: PipelineEvent) {
    if case .progress(let progress) = event, !isDue(progress) { return }
    console.event(EventJSON.text(event))
    switch event {
    case .ended(_, _, let files), .unchanged(_, let files): for file in files { console.result(file) }
    default: break
    }
  }

  /// A terminal's line is drawn ten times a second, an object is written each second, a line of a log every ten seconds.
  private func isDue(_ progress: StageProgress) -> Bool {
    let now = ContinuousClock.now
    let isPrompt = console.terminal.canRedraw || console.style == .json
    let pause: Duration =
      console.terminal.canRedraw ? .milliseconds(100) : console.style == .json ? .seconds(1) : .seconds(10)
    return last.withLock { last in
      guard let before = last, before.stage == progress.stage else {
        last = (progress.stage, progress.doing, now)
        return isPrompt
      }
      // Another part may take long: it is shown at once that it has begun.
      let isOther = isPrompt && before.doing != progress.doing
      guard isOther || before.time.duration(to: now) >= pause else { return false }
      last = (progress.stage, progress.doing, now)
      return true
    }
  }

  private func show(_ progress: StageProgress) {
    if console.terminal.canRedraw {
      console.redraw(ProgressText.bar(progress, width: Terminal.size.columns - 1))
    } else {
      console.message("  " + ProgressText.line(progress))
    }
  }

  /// A row of samples that cannot be drawn is no reason to end a training.
  private func show(_ images: [PixelImage]) {
    guard showsImages, let graphics = console.terminal.graphics,
      let lines = try? SamplePreview(graphics: graphics).lines(images, size: Terminal.size)
    else { return }
    console.redraw(above: lines, erasing: graphics.erasing)
  }
}
