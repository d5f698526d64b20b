/// Tells how far a stage is that makes pictures one after the other.
struct PictureProgress {
  private let context: StageContext
  private let total: Int
  private let perStep: Int
  private var done = 0
  private var meter = RateMeter()

  init(_ context: StageContext, total: Int, perStep: Int) {
    self.context = context
    self.total = total
    self.perStep = perStep
    meter.mark(0)
  }

  mutating func advance() {
    done += 1
    meter.mark(done)
    context.observer(
      .progress(
        StageProgress(
          stage: context.id, done: done, total: total, unit: "picture",
          picturesPerSecond: meter.rate.map { $0 * Double(perStep) },
          secondsLeft: meter.rate.map { Double(total - done) / $0 })))
  }
}
