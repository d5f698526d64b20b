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
  private let real: RealImages
  private let images: EvaluationImages
  private let features: FeatureSource

  init(_ stage: EvaluateStage, _ context: StageContext) throws {
    self.stage = stage
    self.context = context
    model = try context.inputs.trainedModel()
    checkpoint = try model.checkpoint()
    let shape = checkpoint.definition.imageShape
    features = try stage.features.source(for: shape, by: context.execution)
    real = try RealImages(context, shape: shape, most: stage.images)
    images = EvaluationImages(
      real, most: stage.images, asked: stage.samples, fewest: stage.metrics.minimumImages)
  }

  func run() throws -> StageResult {
    guard let baselineSamples = images.baseline else {
      let fewest = stage.metrics.minimumImages
      throw PipelineError(
        .data,
        "there are too few real images: samples are compared with at least \(fewest), and \(fewest) others make "
          + "the baseline; add images, or name others as 'reference'")
    }
    let points = checkpoint.definition.points(
      seed: stage.seed ?? context.seed, count: images.samples, truncation: stage.truncation)
    let labels = features.numbers(ofClasses: points.classOfEach)
    let samples = try makeSamples(points)
    let evaluator = try Evaluator(
      stage.metrics, images, measuresTraining: true, classesOfSamples: labels != nil, features: features,
      seed: context.seed, pool: context.execution.device.pool, check: context.stop.check)
    var part = 0
    func begin(_ doing: String) {
      part += 1
      context.observer(
        .progress(
          StageProgress(
            stage: context.id, done: part, total: 2 * evaluator.partCount, unit: "part", doing: doing)))
    }
    let ours = try evaluator.measure(samples, labels: labels) { begin("samples: \($0)") }
    let baseline = try evaluator.measureBaseline(
      baselineSamples, labels: features.numbers(ofClasses: images.baselineClasses)
    ) { begin("baseline: \($0)") }
    return try write(report(evaluator, ours, baseline), ours)
  }

  private func report(
    _ evaluator: Evaluator, _ ours: Evaluation, _ baseline: Evaluation
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
        name: images.referenceName, count: compared, source: real.source, trainingName: real.trainingName,
        trainingCount: real.training.count),
      baseline: .init(
        description: images.baselineWords, count: baseline.comparison.generated.images.count, against: compared),
      metrics: EvaluationReport.entries(evaluator.metrics, model: ours, baseline: baseline),
      classes: try EvaluationReport.classShares(features.classNames, ours), variety: ours.variety)
  }

  private func makeSamples(_ points: ModelPoints) throws -> ImageSet {
    let sampler = try Sampler(
      checkpoint, device: context.execution.device)
    context.execution.programs.add("sampling", sampler.plan)
    var meter = RateMeter()
    meter.mark(0)
    let count = points.count
    return try sampler.samples(points, check: context.stop.check) { done in
      meter.mark(done)
      context.observer(
        .progress(
          StageProgress(
            stage: context.id, done: done, total: count, unit: "sample", imagesPerSecond: meter.rate,
            secondsLeft: meter.rate.map { Double(count - done) / $0 })))
    }
  }

  /// The table, the report, and the sheet of nearest training images.
  static func files(id: String) -> [String] { ["metrics.txt", "metrics.json", "nearest.png"].map { "\(id)/\($0)" } }

  private func write(_ report: EvaluationReport, _ ours: Evaluation) throws -> StageResult {
    try context.folder.create(context.id)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let names = Self.files(id: context.id)
    var files = Array(names.prefix(2))
    try context.folder.file(files[0]).write(Array((report.lines.joined(separator: "\n") + "\n").utf8))
    try context.folder.file(files[1]).write(Array(try encoder.encode(report)) + Array("\n".utf8))
    if stage.nearest > 0 {
      files.append(names[2])
      let sheet = try NearestSheet.render(
        samples: ours.comparison.generated.images, training: real.training,
        ours.comparison.shared(Memorization.self), count: stage.nearest)
      try PNGFormat().write(
        sheet, to: context.folder.file(files[2]), ImageOptions(metadata: context.recipe))
    }
    for line in report.lines { context.observer(.note(line)) }
    return StageResult(.files(files), files: files)
  }
}
