/// Tells how far a stage is that makes images one after the other.
struct ImageProgress {
  private let context: StageContext
  private let total: Int
  private let perStep: Int
  private let unit: String
  private var done = 0
  private var meter = RateMeter()

  /// - Parameter total: How many frames or samples of the stream will be made.
  init(_ context: StageContext, _ stream: ImageStream, total: Int) {
    self.context = context
    self.total = total
    perStep = stream.trackCount
    unit = stream.isWalk ? "frame" : "image"
    meter.mark(0)
  }

  /// All images are made, and what is written of them takes a while.
  func tell(_ doing: String) {
    context.observer(
      .progress(StageProgress(stage: context.id, done: total, total: total, unit: unit, doing: doing)))
  }

  mutating func advance() {
    done += 1
    meter.mark(done)
    context.observer(
      .progress(
        StageProgress(
          stage: context.id, done: done, total: total, unit: unit,
          imagesPerSecond: meter.rate.map { $0 * Double(perStep) },
          secondsLeft: meter.rate.map { Double(total - done) / $0 })))
  }
}
