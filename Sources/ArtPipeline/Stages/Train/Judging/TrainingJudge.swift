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
  private let figure: JudgingSettings.Figure
  private var steps: JudgedSteps
  private var pace: JudgingPace
  /// Whether the training shall end, since it no longer gets better.
  private(set) var isOutOfPatience = false

  init(
    _ settings: JudgingSettings, _ context: StageContext, _ files: TrainingFiles, _ trainer: Trainer
  ) throws {
    self.settings = settings
    self.context = context
    self.trainer = trainer
    self.files = files
    let (model, execution) = (trainer.definition, context.execution)
    let shape = model.pictureShape
    let pictures = try RealPictures(context, shape: shape, most: settings.pictures, samples: settings.samples)
    let source = try FeatureSource(settings.features, for: shape, by: execution)
    evaluator = try Evaluator(
      pictures.reference, by: source, effort: .quick, seed: context.seed, execution: execution,
      check: context.stop.check)
    real = (evaluator.spread, pictures.reference.shareOfExtremes)
    sampler = try Sampler(
      model, variables: trainer.variables, pool: execution.pool, precision: execution.precision)
    execution.programs.add("sampling", sampler.plan)
    figure = settings.figure ?? (source.isNetwork || !evaluator.canSlice ? .frechetDistance : .slicedWasserstein)
    // Looks of another kind cannot be compared.
    let isSame = context.previous.map { TrainingInputs.areJudgedAlike($0.inputs, context.inputs) } ?? false
    steps = try Self.steps(files, upTo: isSame ? trainer.state.step : 0, figure)
    pace = JudgingPace(every: settings.every ?? steps.all.first?.every, from: trainer.state.step)
    isOutOfPatience = settings.patience.map { steps.sinceBest >= $0 } ?? false
  }

  /// Forgets the looks after the step that the training has gone back to.
  func rewind() throws {
    steps = try Self.steps(files, upTo: trainer.state.step, figure)
    pace = JudgingPace(every: settings.every ?? steps.all.first?.every, from: trainer.state.step)
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
  var bestWords: String? { steps.best.map { "\(words($0)) at step \(Counted.text($0.step))" } }

  /// To be called after each step: looks where it is time to.
  ///
  /// - Returns: what was seen, where there was a look.
  func afterStep() throws -> JudgedStep? {
    let step = trainer.state.step
    guard pace.isDue(afterStep: step, isLast: trainer.isFinished) else { return nil }
    return try look(atStep: step)
  }

  /// To be called at the end of a training: one that was over before the first look is looked at now.
  func finish() throws -> JudgedStep? {
    try steps.all.isEmpty ? look(atStep: trainer.state.step) : nil
  }

  private func look(atStep step: Int) throws -> JudgedStep {
    let start = ContinuousClock.now
    let samples = try sampler.samples(
      trainer.definition.points(seed: context.seed, count: settings.samples), check: context.stop.check)
    let evaluation = try evaluator(samples, check: context.stop.check)
    let every = pace.looked(for: start.duration(to: .now) / .seconds(1), afterStep: step)
    let judged = JudgedStep(
      step: step, every: every, evaluation,
      variety: real.spread > 0 ? evaluation.spread / real.spread : 1,
      saturation: samples.shareOfExtremes - real.extremes)
    if try steps.add(judged) {
      try files.write(trainer, to: files.best)
    }
    isOutOfPatience = settings.patience.map { steps.sinceBest >= $0 } ?? false
    let best = bestStep == step ? "the best so far" : "best: \(bestWords ?? "")"
    context.observer(.note("step \(Counted.text(step)): \(words(judged)); \(best)"))
    return judged
  }

  /// `Fréchet distance 512.3`.
  private func words(_ judged: JudgedStep) -> String {
    let value = judged.figures[figure.rawValue].map(EvaluationReport.number) ?? "unknown"
    return "\(figure.words) \(value)"
  }
}

extension JudgingSettings.Figure {
  fileprivate var words: String {
    switch self {
    case .frechetDistance: "Fréchet distance"
    case .kernelDistance: "kernel distance"
    case .slicedWasserstein: "sliced Wasserstein distance × 1000"
    case .precision, .recall, .density, .coverage: rawValue
    }
  }
}
