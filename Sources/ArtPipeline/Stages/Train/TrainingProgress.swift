import ArtGAN

/// Tells how a training goes on.
final class TrainingProgress {
  private let context: StageContext
  private let trainer: Trainer
  private let clock: TrainingClock?
  private var meter = RateMeter()

  init(_ context: StageContext, _ trainer: Trainer, _ clock: TrainingClock?) {
    self.context = context
    self.trainer = trainer
    self.clock = clock
    meter.mark(trainer.state.step)
  }

  /// Forgets how fast it went: steps are counted from an earlier one again.
  func restart() {
    meter = RateMeter()
    meter.mark(trainer.state.step)
  }

  func report(_ metrics: StepMetrics) {
    meter.mark(metrics.step)
    let total = trainer.state.totalSteps
    let perStep = Double(trainer.definition.recipe.picturesPerStep)
    context.observer(
      .progress(
        StageProgress(
          stage: context.id, done: metrics.step, total: total, unit: "step",
          picturesPerSecond: meter.rate.map { $0 * perStep },
          values: [
            ("generator loss", Double(metrics.generatorLoss)),
            ("discriminator loss", Double(metrics.discriminatorLoss)),
          ],
          secondsLeft: clock?.left ?? meter.rate.map { Double(total - metrics.step) / $0 })))
  }
}
