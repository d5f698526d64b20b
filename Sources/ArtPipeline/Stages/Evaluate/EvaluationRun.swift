import ArtEvaluation
import ArtFiles
import ArtGAN
import ArtGraph
import ArtMedia
import ArtSettings
import ArtTensor
import Foundation

/// One evaluation of a model.
struct EvaluationRun {
  private let stage: EvaluateStage
  private let context: StageContext
  private let model: ModelArtifact
  private let checkpoint: Checkpoint
  private let images: EvaluationImages
  private let features: FeatureSource

  init(_ stage: EvaluateStage, _ context: StageContext) throws {
    self.stage = stage
    self.context = context
    model = try context.inputs.trainedModel()
    checkpoint = try model.checkpoint()
    images = try EvaluationImages(
      context, checkpoint.definition, most: stage.images, asked: stage.samples, stage.metrics)
    features = try stage.features.source(for: images.shape, by: context.execution)
  }

  func run() throws -> StageResult {
    guard let baselineSamples = images.baseline else {
      let fewest = stage.metrics.minimumImages
      throw PipelineError(
        .data,
        "there are too few real images: samples are compared with at least \(fewest), and \(fewest) others make "
          + "the baseline; add images, or name others as 'reference'")
    }
    let points =
      images.translations == nil
      ? checkpoint.definition.points(
        seed: stage.seed ?? context.seed, count: images.samples, truncation: stage.truncation) : nil
    let labels = features.numbers(ofClasses: points?.classOfEach)
    let samples = try makeImages(points)
    let evaluator = try Evaluator(
      stage.metrics, images, measuresTraining: true, classesOfSamples: labels != nil, features: features,
      seed: context.seed, pool: context.execution.device.pool, check: context.stop.check)
    var part = 0
    let unit = images.translations == nil ? "samples" : "translated images"
    func begin(_ doing: String) {
      part += 1
      context.observer(
        .progress(
          StageProgress(
            stage: context.id, done: part, total: 2 * evaluator.partCount, unit: "part", doing: doing)))
    }
    let ours = try evaluator.measure(samples, labels: labels) { begin("\(unit): \($0)") }
    let baseline = try evaluator.measureBaseline(
      baselineSamples, labels: features.numbers(ofClasses: images.baselineClasses)
    ) { begin("baseline: \($0)") }
    let meanTarget = try images.translations.map { try evaluator.measureAlways($0.meanTarget) } ?? [:]
    return try write(report(evaluator, ours, baseline, meanTarget), ours)
  }

  private func report(
    _ evaluator: Evaluator, _ ours: Evaluation, _ baseline: Evaluation, _ meanTarget: [String: MetricValue]
  ) throws -> EvaluationReport {
    let (samples, compared) = (ours.comparison.generated.images.count, images.reference.count)
    return EvaluationReport(
      artpipe: ArtPipeVersion.current,
      model: .init(
        file: model.file.shortened(from: context.folder.path), sha256: model.fileHash.hex, id: checkpoint.definition.id,
        step: try Checkpoint.state(inFile: model.file)?.step),
      samples: .init(
        count: samples, asked: stage.samples.flatMap { $0 > samples ? $0 : nil }, seed: stage.seed ?? context.seed,
        truncation: stage.truncation ?? checkpoint.definition.recipe.truncation),
      features: .init(
        name: features.name, count: try ours.comparison.generated.features.columns,
        file: features.file.map { Paths.split($0.path).name },
        sha256: features.file?.hash.hex, notes: features.notes),
      real: .init(
        name: images.referenceName, count: compared, source: images.source, trainingName: images.trainingName,
        trainingCount: images.trainingCount),
      baseline: .init(
        description: images.baselineWords, count: baseline.comparison.generated.images.count, against: compared),
      metrics: EvaluationReport.entries(
        evaluator.metrics, model: ours, baseline: baseline, meanTarget: meanTarget),
      classes: images.translations == nil ? try EvaluationReport.classShares(features.classNames, ours) : nil,
      variety: ours.variety, translation: images.translations.map { .init(isPaired: $0.isPaired) })
  }

  /// - Parameter points: of a model from noise.
  private func makeImages(_ points: ModelPoints?) throws -> ImageSet {
    let device = context.execution.device
    let model = try images.evaluated(points: points ?? checkpoint.definition.points(seed: 0, count: 0)) {
      try Sampler(checkpoint, device: device)
    } translator: {
      try Translator(checkpoint, size: $0, device: device)
    }
    for plan in model.programs.plans { context.execution.programs.add(model.programs.name, plan) }
    var meter = RateMeter()
    meter.mark(0)
    let count = model.count
    return try model.images(check: context.stop.check) { done in
      meter.mark(done)
      context.observer(
        .progress(
          StageProgress(
            stage: context.id, done: done, total: count, unit: model.unit, imagesPerSecond: meter.rate,
            secondsLeft: meter.rate.map { Double(count - done) / $0 })))
    }
  }

  /// The table, the report, and the sheet of nearest training images, or that of inputs, outputs and targets.
  static func files(id: String) -> [String] {
    ["metrics.txt", "metrics.json", "nearest.png", "translations.png"].map { "\(id)/\($0)" }
  }

  private func write(_ report: EvaluationReport, _ ours: Evaluation) throws -> StageResult {
    try context.folder.create(context.id)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let names = Self.files(id: context.id)
    var files = Array(names.prefix(2))
    try context.folder.file(files[0]).write(Array((report.lines.joined(separator: "\n") + "\n").utf8))
    try context.folder.file(files[1]).write(Array(try encoder.encode(report)) + Array("\n".utf8))
    if stage.nearest > 0 {
      files.append(images.translations == nil ? names[2] : names[3])
      let made = ours.comparison.generated.images
      let sheet =
        try images.translations.map { try TranslationSheet($0).render(made, count: stage.nearest) }
        ?? NearestSheet.render(
          samples: made, training: images.training, ours.comparison.shared(Memorization.self), count: stage.nearest)
      try PNGFormat().write(
        sheet, to: context.folder.file(files[2]), ImageOptions(metadata: context.recipe))
    }
    for line in report.lines { context.observer(.note(line)) }
    return StageResult(.files(files), files: files)
  }
}
