import ArtGAN
import ArtMetrics
import ArtTensor
import Foundation

/// Looks at a training's pictures now and then: keeps the best model, says how it is doing, and ends a training that no
/// longer gets better.
final class TrainingJudge {
  private let settings: JudgingSettings
  private let context: StageContext
  private let trainer: Trainer
  private let files: TrainingFiles
  private let sampler: Sampler
  private let evaluator: Evaluator
  private let real: (spread: Double, extremes: Double)
  private let pictures: JudgingPictures
  /// The figures of real pictures in the samples' place; nil where there are too few.
  private let floor: [String: Estimate]?
  private let words: JudgingWords
  private var steps: JudgedSteps
  private var pace: JudgingPace
  /// When the training, or this part of it, began; by ``TrainingClock/seconds()``.
  private let start = TrainingClock.seconds()
  /// Whether the training shall end, since it no longer gets better.
  private(set) var isOutOfPatience = false

  init(
    _ settings: JudgingSettings, _ context: StageContext, _ files: TrainingFiles, _ trainer: Trainer
  ) throws {
    self.settings = settings
    self.context = context
    self.trainer = trainer
    self.files = files
    let (model, execution, check) = (trainer.definition, context.execution, context.stop.check)
    let shape = model.pictureShape
    let pictures = JudgingPictures(
      try RealPictures(context, shape: shape, most: settings.pictures), most: settings.pictures,
      asked: settings.samples)
    let features = try FeatureSource(settings.features, for: shape, by: execution)
    let evaluator = try Evaluator(
      pictures.reference, by: features, effort: .quick, seed: context.seed, execution: execution, check: check)
    (self.pictures, self.evaluator) = (pictures, evaluator)
    real = (evaluator.spread, pictures.reference.shareOfExtremes)
    sampler = try Sampler(
      model, variables: trainer.variables, pool: execution.pool, precision: execution.precision)
    execution.programs.add("sampling", sampler.plan)
    let figure = settings.figure ?? (features.isNetwork || !evaluator.canSlice ? .frechetDistance : .slicedWasserstein)
    // Looks of another kind cannot be compared.
    let isSame = context.previous.map { TrainingInputs.areJudgedAlike($0.inputs, context.inputs) } ?? false
    steps = try Self.steps(files, upTo: isSame ? trainer.state.step : 0, figure)

    words = JudgingWords(figure: figure)
    let before = TrainingClock.seconds()
    floor = try pictures.standIns.map { try evaluator($0, check: check).estimates }
    let measuring = TrainingClock.seconds() - before
    pace = JudgingPace(every: settings.every)
    if settings.every == nil {
      let sampling = try Self.secondsPerPicture(sampler, seed: context.seed) * Double(pictures.samples)
      pace.prepared(in: TrainingClock.seconds() - start, look: measuring + sampling)
    }
    let heading = words.heading(
      pictures, asked: settings.samples, features: features, settings.features, floor: floor)
    for line in heading { context.observer(.note(line)) }
    isOutOfPatience = settings.patience.map { steps.sinceBest >= $0 } ?? false
  }

  /// What it takes to make a picture for a look, from one batch; an earlier one touches the memory first.
  private static func secondsPerPicture(_ sampler: Sampler, seed: UInt64) throws -> Double {
    let points = sampler.definition.points(seed: seed, count: sampler.batchSize)
    var seconds = 0.0
    for _ in 0..<2 {
      let start = TrainingClock.seconds()
      try sampler.forEach(points) { _, _ in }
      seconds = TrainingClock.seconds() - start
    }
    return seconds / Double(sampler.batchSize)
  }

  /// Forgets the looks after the step that the training has gone back to.
  func rewind() throws {
    steps = try Self.steps(files, upTo: trainer.state.step, words.figure)
    isOutOfPatience = settings.patience.map { steps.sinceBest >= $0 } ?? false
  }

  /// The looks so far; none where the best model of theirs is gone.
  private static func steps(
    _ files: TrainingFiles, upTo step: Int, _ figure: JudgingSettings.Figure
  ) throws -> JudgedSteps {
    let hasBest = FileManager.default.fileExists(atPath: files.folder.path(of: files.best))
    return try JudgedSteps(files.folder.path(of: files.evaluations), upTo: hasBest ? step : 0, figure: figure)
  }

  /// The step of the best model so far.
  var bestStep: Int? { steps.best?.step }

  /// How the figure of the best model reads.
  var bestWords: String? { steps.best.map { "\(words.line($0)), at step \(Counted.text($0.step))" } }

  /// To be called after each step: looks where it is time to.
  ///
  /// - Returns: what was seen, where there was a look.
  func afterStep() throws -> JudgedStep? {
    let step = trainer.state.step
    let elapsed = TrainingClock.seconds() - start
    guard pace.isDue(afterStep: step, isLast: trainer.isFinished, elapsed: elapsed) else { return nil }
    return try look(atStep: step)
  }

  /// To be called at the end of a training: one that was over before the first look is looked at now.
  func finish() throws -> JudgedStep? {
    try steps.all.isEmpty ? look(atStep: trainer.state.step) : nil
  }

  private func look(atStep step: Int) throws -> JudgedStep {
    let start = TrainingClock.seconds()
    let samples = try sampler.samples(
      trainer.definition.points(seed: context.seed, count: pictures.samples), check: context.stop.check)
    let evaluation = try evaluator(samples, check: context.stop.check)
    let estimates = evaluation.estimates
    let judged = JudgedStep(
      step: step, figures: estimates.mapValues(\.value), intervals: estimates.compactMapValues(\.interval),
      floor: floor?.mapValues(\.value), samples: samples.count, pictures: pictures.reference.count,
      against: pictures.source.rawValue, variety: real.spread > 0 ? evaluation.spread / real.spread : 1,
      saturation: samples.shareOfExtremes - real.extremes)
    if try steps.add(judged) {
      try files.write(trainer, to: files.best)
    }
    pace.looked(for: TrainingClock.seconds() - start)
    isOutOfPatience = settings.patience.map { steps.sinceBest >= $0 } ?? false
    let best = steps.best ?? judged
    let standing =
      best.step == step ? "the best so far" : "best: \(words.value(best)) at step \(Counted.text(best.step))"
    context.observer(.note("step \(Counted.text(step)): \(words.line(judged)); \(standing)"))
    return judged
  }
}
