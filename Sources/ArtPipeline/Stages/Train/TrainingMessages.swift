import ArtGAN
import ArtSettings

/// Tells the user how a training goes: its progress, its evaluations, its health, its returns to earlier steps.
final class TrainingMessages: TrainingPolicy {
  private let context: StageContext
  private let evaluator: TrainingEvaluator?
  private let minutes: MinutesBudget?
  private let mostRollBacks: Int
  private var meter = RateMeter()
  /// What was told last.
  private var progress: StageProgress?
  private var health: TrainingHealth

  /// - Parameter mostRollBacks: how often the training may go back.
  init(
    _ context: StageContext, _ evaluator: TrainingEvaluator?, _ minutes: MinutesBudget?, mostRollBacks: Int,
    _ trainer: Trainer
  ) {
    self.context = context
    self.evaluator = evaluator
    self.minutes = minutes
    self.mostRollBacks = mostRollBacks
    health = TrainingHealth(totalSteps: trainer.state.totalSteps, loss: trainer.definition.recipe.loss)
    evaluator?.onWork = { [weak self] in self?.tell($0, $1) }
  }

  /// Tells what is done between two steps.
  private func tell(_ doing: String, _ part: StageProgress.Part) {
    guard var progress else { return }
    (progress.doing, progress.part) = (doing, part)
    context.observer(.progress(progress))
  }

  func begin(_ training: TrainingLoop) { restart(training.trainer) }

  private func restart(_ trainer: Trainer) {
    meter = RateMeter()
    meter.mark(trainer.state.step)
    health = TrainingHealth(totalSteps: trainer.state.totalSteps, loss: trainer.definition.recipe.loss)
  }

  func afterStep(_ metrics: StepMetrics, _ training: TrainingLoop) {
    meter.mark(metrics.step)
    let (total, recipe) = (training.trainer.state.totalSteps, training.trainer.definition.recipe)
    let progress = StageProgress(
      stage: context.id, done: metrics.step, total: total, unit: "step",
      imagesPerSecond: meter.rate.map { $0 * Double(recipe.imagesPerStep) },
      readings: [
        .init("generator loss", short: "G", Double(metrics.generatorLoss)),
        .init("discriminator loss", short: "D", Double(metrics.discriminatorLoss)),
      ] + (evaluator?.reading(training.evaluations).map { [$0] } ?? []),
      secondsLeft: minutes?.secondsLeft ?? meter.rate.map { Double(total - metrics.step) / $0 })
    self.progress = progress
    context.observer(.progress(progress))
    warn(health.add(metrics), atStep: metrics.step)
  }

  func afterEvaluation(_ evaluation: TrainingEvaluation, _ training: TrainingLoop) {
    if let words = evaluator?.words(evaluation, best: training.evaluations.best ?? evaluation) {
      context.observer(.note("step \(Counted.text(evaluation.step)): \(words)"))
    }
    look(evaluation)
  }

  /// Tells of what samples show by themselves.
  func look(_ evaluation: TrainingEvaluation) { warn(health.add(evaluation), atStep: evaluation.step) }

  /// Notes what samples show at the end of a training that is not evaluated: no log tells it.
  private func noteSamples() {
    guard evaluator == nil else { return }
    for sign in TrainingHealth.Sign.ofImages {
      guard let step = health.since[sign] else { continue }
      context.warnings.add(Manifest.WarningRecord(sign.words, sign: sign, since: step))
    }
  }

  /// Tells of signs that have begun.
  private func warn(_ signs: [TrainingHealth.Sign], atStep step: Int) {
    for sign in signs {
      context.observer(.warning("step \(Counted.text(step)): \(sign.words); \(sign.advice)"))
    }
  }

  func rewind(_ training: TrainingLoop) {
    let rollBacks = training.trainer.state.rollBacks ?? []
    if let last = rollBacks.last {
      let words = last.words(number: rollBacks.count, of: mostRollBacks)
      context.observer(.warning("step \(Counted.text(last.step)): \(words)"))
    }
    restart(training.trainer)
  }

  func finish(_ training: TrainingLoop) {
    let state = training.trainer.state
    var sentences: [String] = []
    if training.end == .stoppedEarly {
      sentences.append(
        "ended at step \(Counted.text(state.step)) of \(Counted.text(state.totalSteps)), since it no longer gets better"
      )
    }
    if let words = RollBack.summary(state.rollBacks) { sentences.append(words) }
    sentences += health.summary
    noteSamples()
    if let best = training.evaluations.best, let words = evaluator?.line(best) {
      sentences.append("the best model: \(words), at step \(Counted.text(best.step))")
    }
    guard !sentences.isEmpty else { return }
    let text = sentences.joined(separator: "; ")
    context.observer(.note(text.prefix(1).uppercased() + text.dropFirst()))
    if let words = training.evaluations.best.flatMap({ evaluator?.summary(of: $0) }) { context.observer(.note(words)) }
  }
}
