import ArtEvaluation
import ArtFiles
import ArtGAN
import ArtGraph
import ArtSettings
import ArtTensor

/// Evaluates a training's images beside real ones, and keeps the records.
final class TrainingEvaluator: TrainingPolicy {
  private let context: StageContext
  private let file: EvaluationFile
  private let sampler: Sampler
  private let evaluator: Evaluator
  private let images: EvaluationImages
  /// Of real images in place of the samples; nil where there are too few.
  private let baseline: Evaluation?
  private let messages: EvaluationMessages
  private var records: EvaluationRecords
  private let schedule: EvaluationSchedule
  /// When preparing began.
  private let start = TrainingClock.seconds()

  init(
    _ settings: TrainingEvaluationSettings, _ context: StageContext, _ files: TrainingFiles, _ trainer: Trainer
  ) throws {
    self.context = context
    let (model, execution, check) = (trainer.definition, context.execution, context.stop.check)
    let shape = model.imageShape
    let images = EvaluationImages(
      try RealImages(context, shape: shape, most: settings.images), most: settings.images, asked: settings.samples,
      fewest: settings.metrics.minimumImages)
    let features = try settings.features.source(for: shape, by: execution)
    let evaluator = try Evaluator(
      settings.metrics, images, measuresTraining: settings.metric?.needs.contains(.trainingImages) ?? false,
      features: features, effort: .quick, seed: context.seed, pool: execution.device.pool, check: check)
    (self.images, self.evaluator) = (images, evaluator)
    sampler = try Sampler(
      model, variables: trainer.variables, device: execution.device)
    execution.programs.add("sampling", sampler.plan)
    messages = EvaluationMessages(metric: try evaluator.selecting(settings.metric))
    file = EvaluationFile(
      context: context, files: files, settings: TrainingInputs.evaluation(context.cache?.fingerprints ?? [:]))
    let metric = messages.metric
    records = try file.read(upTo: trainer.state.step) { $0.score(metric) }

    let before = TrainingClock.seconds()
    baseline = try images.baseline.map { try evaluator.measureBaseline($0) }
    let measuring = TrainingClock.seconds() - before
    var schedule = EvaluationSchedule(every: settings.every)
    if settings.every == nil {
      let sampling = try Self.secondsPerImage(sampler, seed: context.seed) * Double(images.samples)
      schedule.prepared(in: TrainingClock.seconds() - start, evaluation: measuring + sampling)
    }
    self.schedule = schedule
    try file.write(records)
    let heading = messages.heading(
      images, asked: settings.samples, features: features, settings.features, baseline: baseline)
    for line in heading { context.observer(.note(line)) }
  }

  /// What it takes to make an image, from one batch; an earlier one touches the memory first.
  private static func secondsPerImage(_ sampler: Sampler, seed: UInt64) throws -> Double {
    let points = sampler.definition.points(seed: seed, count: sampler.batchSize)
    var seconds = 0.0
    for _ in 0..<2 {
      let start = TrainingClock.seconds()
      try sampler.forEach(points) { _, _ in }
      seconds = TrainingClock.seconds() - start
    }
    return seconds / Double(sampler.batchSize)
  }

  /// The policy that evaluates when it is time to.
  var evaluation: ScheduledEvaluation {
    ScheduledEvaluation(schedule, since: start) { [self] in try evaluate($0) }
  }

  /// The evaluations that a resumed training has had.
  var history: EvaluationHistory { EvaluationHistory(records.all.map(summary)) }

  func rewind(_ training: TrainingLoop) throws {
    records.remove(after: training.evaluations.all.last?.step ?? 0)
    try file.write(records)
  }

  private func evaluate(_ trainer: Trainer) throws -> TrainingEvaluation {
    let samples = try sampler.samples(
      trainer.definition.points(seed: context.seed, count: images.samples), check: context.stop.check)
    var record = EvaluationRecord(
      step: trainer.state.step, try evaluator.measure(samples), baseline: baseline, against: images.source)
    record.settings = file.settings
    records.add(record)
    try file.write(records)
    return summary(record)
  }

  /// What policies know of a record.
  private func summary(_ record: EvaluationRecord) -> TrainingEvaluation {
    TrainingEvaluation(
      step: record.step, score: record.score(messages.metric), variety: record.variety, saturation: record.saturation)
  }

  /// How the metric of an evaluation reads.
  func line(_ evaluation: TrainingEvaluation) -> String? { records[evaluation.step].map(messages.line) }

  /// How an evaluation reads beside the best one.
  func words(_ evaluation: TrainingEvaluation, best: TrainingEvaluation) -> String? {
    guard let record = records[evaluation.step], let other = records[best.step] else { return nil }
    let standing =
      best.step == evaluation.step
      ? "the best so far" : "best: \(messages.value(other)) at step \(Counted.text(best.step))"
    return "\(messages.line(record)); \(standing)"
  }
}
