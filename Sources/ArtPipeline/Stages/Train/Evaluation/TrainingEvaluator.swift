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
  private let evaluated: any EvaluatedModel
  private let evaluator: Evaluator
  private let images: EvaluationImages
  /// Of real images in place of the samples; nil where there are too few.
  private let baseline: Evaluation?
  /// Of always answering with the mean target.
  private let meanTarget: [String: MetricValue]
  private let messages: EvaluationMessages
  private let registry: MetricRegistry
  private var records = EvaluationRecords()
  private let schedule: EvaluationSchedule
  /// Is told what an evaluation does at present, and how far that is.
  var onWork: (_ doing: String, _ part: StageProgress.Part) -> Void
  /// When preparing began.
  private let start = TrainingClock.seconds()

  init(
    _ settings: TrainingEvaluationSettings, _ context: StageContext, _ files: TrainingFiles, _ trainer: Trainer
  ) throws {
    self.context = context
    registry = settings.metrics
    let (model, execution, check) = (trainer.definition, context.execution, context.stop.check)
    let images = try EvaluationImages(
      context, model, most: settings.images, asked: settings.samples, settings.metrics)
    let (id, state) = (context.id, trainer.state)
    let onWork = { (doing: String, part: StageProgress.Part) in
      context.observer(
        .progress(
          StageProgress(
            stage: id, done: state.step, total: state.totalSteps, unit: "step", doing: doing, part: part)))
    }
    self.onWork = onWork
    let features = try settings.features.source(for: images.shape, by: execution)
    let evaluator = try Evaluator(
      settings.metrics, images, measuresTraining: settings.metric?.needs.contains(.trainingImages) ?? false,
      features: features, effort: .quick, seed: context.seed, pool: execution.device.pool, check: check)
    (self.images, self.evaluator) = (images, evaluator)
    let (device, variables) = (execution.device, trainer.variables)
    evaluated = try images.evaluated(points: model.points(seed: context.seed, count: images.samples)) {
      try Sampler(model, variables: variables, device: device)
    } translator: {
      try Translator(model, size: $0, variables: variables, device: device)
    }
    for plan in evaluated.programs.plans { execution.programs.add(evaluated.programs.name, plan) }
    messages = EvaluationMessages(metric: try evaluator.selecting(settings.metric))
    file = EvaluationFile(
      context: context, files: files, settings: TrainingInputs.evaluation(context.cache?.fingerprints ?? [:]))
    meanTarget = try images.translations.map { try evaluator.measureAlways($0.meanTarget) } ?? [:]
    let before = TrainingClock.seconds()
    var part = 0
    baseline = try images.baseline.map {
      try evaluator.measureBaseline($0) { title in
        part += 1
        onWork("baseline of the evaluation: \(title)", .init(done: part, total: evaluator.partCount))
      }
    }
    let measuring = TrainingClock.seconds() - before
    var schedule = EvaluationSchedule(every: settings.every)
    if settings.every == nil {
      let sampling = try evaluated.secondsPerImage() * Double(images.samples)
      schedule.prepared(in: TrainingClock.seconds() - start, evaluation: measuring + sampling)
    }
    self.schedule = schedule
    let metric = messages.metric
    records = try file.read(upTo: trainer.state.step, score: { $0.score(metric) }) { best in
      let model = try images.evaluated(points: best.definition.points(seed: context.seed, count: images.samples)) {
        try Sampler(best, device: device)
      } translator: {
        try Translator(best, size: $0, device: device)
      }
      return try record(model, step: best.state?.step ?? 0)
    }
    try file.write(records)
    let heading = messages.heading(
      images, asked: settings.samples, features: features, settings.features, baseline: baseline, meanTarget)
    for line in heading { context.observer(.note(line)) }
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
    let record = try record(evaluated, step: trainer.state.step)
    records.add(record)
    try file.write(records)
    return summary(record)
  }

  private func record(_ model: any EvaluatedModel, step: Int) throws -> EvaluationRecord {
    let samples = try model.images(check: context.stop.check) {
      onWork("evaluation: \(model.unit)s", .init(done: $0, total: model.count))
    }
    var part = 0
    let evaluation = try evaluator.measure(samples) { title in
      part += 1
      onWork("evaluation: \(title)", .init(done: part, total: evaluator.partCount))
    }
    var record = EvaluationRecord(step: step, evaluation, baseline: baseline, against: images.source)
    record.settings = file.settings
    record.translation = images.translations.map {
      .init(isPaired: $0.isPaired, meanTarget: meanTarget.mapValues(\.estimate.value))
    }
    return record
  }

  /// What policies know of a record.
  private func summary(_ record: EvaluationRecord) -> TrainingEvaluation {
    // How varied translations are follows from the inputs: it tells nothing of the training's health.
    TrainingEvaluation(
      step: record.step, score: record.score(messages.metric),
      variety: record.translation == nil ? record.variety : 1, saturation: record.saturation)
  }

  /// The metric of the latest evaluation, beside the best; nil before the first.
  func reading(_ evaluations: EvaluationHistory) -> StageProgress.Reading? {
    guard let last = evaluations.all.last, let value = records[last.step]?.estimate(messages.metric.id)?.value else {
      return nil
    }
    let best = evaluations.best.flatMap { records[$0.step]?.estimate(messages.metric.id)?.value }
    return .init(messages.metric.label, short: messages.metric.id, value, best: best)
  }

  /// All metrics of an evaluation.
  func record(_ evaluation: TrainingEvaluation) -> EvaluationRecord? { records[evaluation.step] }

  /// What an evaluation found, in plain words.
  func summary(of evaluation: TrainingEvaluation) -> String? {
    records[evaluation.step]?.summary(registry, usesThumbnails: evaluator.features.network == nil).text
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
