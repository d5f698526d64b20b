import ArtGAN

/// What goes along with a training: its clock, its measurements, sheets of samples, looks at its pictures, and words on
/// its health.
final class TrainingWatch {
  private let context: StageContext
  private let files: TrainingFiles
  private let trainer: Trainer
  /// Leads the length of a training that is given minutes; nil for others.
  let clock: TrainingClock?
  private let log: MetricsLog
  private let sheets: ProgressSheets?
  private let progress: TrainingProgress
  let judge: TrainingJudge?
  private var health: TrainingHealth
  private var lastSheet = -1
  /// Whether its length may be led step by step.
  private let isOpenEnded: Bool

  init(
    _ stage: TrainStage, _ context: StageContext, _ files: TrainingFiles, _ trainer: Trainer, _ clock: TrainingClock?
  ) throws {
    self.context = context
    self.files = files
    self.trainer = trainer
    self.clock = clock
    isOpenEnded = trainer.definition.recipe.schedule.isIndependentOfTotal
    if let clock, isOpenEnded {
      trainer.setLength(max(trainer.state.totalSteps, clock.length(afterStep: trainer.state.step)))
    }
    try context.folder.create(files.name)
    log = try MetricsLog(context.folder.path(of: files.metrics), after: trainer.state.step)
    sheets = stage.samples > 0 ? try ProgressSheets(stage, context, files, trainer) : nil
    progress = TrainingProgress(context, trainer, isOpenEnded ? clock : nil)
    judge = try stage.judging.map { try TrainingJudge($0, context, files, trainer) }
    health = TrainingHealth(totalSteps: trainer.state.totalSteps, loss: trainer.definition.recipe.loss)
  }

  func afterStep(_ metrics: StepMetrics) throws {
    if let clock { leadLength(by: clock, afterStep: metrics.step) }
    try log.append(metrics)
    progress.report(metrics)
    tell(health.add(metrics), atStep: metrics.step)
    if let judged = try judge?.afterStep() { tell(health.add(judged), atStep: judged.step) }
  }

  private func leadLength(by clock: TrainingClock, afterStep step: Int) {
    // A step that came apart is part of the training: one of as many steps comes to it too.
    let least = trainer.state.rollBacks?.map(\.step).max() ?? 0
    if isOpenEnded {
      trainer.setLength(max(clock.length(afterStep: step), least))
    } else if trainer.state.planned == nil,
      let length = clock.decidedLength(afterStep: step, isLast: trainer.isFinished)
    {
      trainer.replan(steps: max(length, least))
      let words = "\(Counted.text(trainer.state.totalSteps, "step")) in all"
      context.observer(.note("step \(Counted.text(step)): by the time that steps took, \(words)"))
    }
  }

  func writeSheet() throws {
    lastSheet = trainer.state.step
    try sheets?.write(step: trainer.state.step)
  }

  /// Forgets all that came after the step that the training has gone back to.
  func rewind() throws {
    let step = trainer.state.step
    try log.rewind(to: step)
    try judge?.rewind()
    clock?.restart()
    progress.restart()
    health = TrainingHealth(totalSteps: trainer.state.totalSteps, loss: trainer.definition.recipe.loss)
    lastSheet = -1
  }

  /// To be called when the training is over: writes what is still due, and says how it went.
  func finish() throws {
    let step = trainer.state.step
    if lastSheet != step { try sheets?.write(step: step) }
    if let judged = try judge?.finish() { tell(health.add(judged), atStep: judged.step) }
    conclude()
  }

  /// Tells of signs that have begun.
  private func tell(_ signs: [TrainingHealth.Sign], atStep step: Int) {
    for sign in signs {
      context.observer(.warning("step \(Counted.text(step)): \(sign.words); \(sign.advice)"))
    }
  }

  private func conclude() {
    let (step, total) = (trainer.state.step, trainer.state.totalSteps)
    var sentences: [String] = []
    if judge?.isOutOfPatience == true, step < total {
      sentences.append("ended at step \(Counted.text(step)) of \(Counted.text(total)), since it no longer gets better")
    }
    if let words = RollBack.summary(trainer.state.rollBacks) { sentences.append(words) }
    if judge != nil { sentences += health.summary }
    if let best = judge?.bestWords { sentences.append("the best model: \(best)") }
    guard !sentences.isEmpty else { return }
    let text = sentences.joined(separator: "; ")
    context.observer(.note(text.prefix(1).uppercased() + text.dropFirst()))
  }
}
