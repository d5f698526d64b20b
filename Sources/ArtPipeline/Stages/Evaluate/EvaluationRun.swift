import ArtFeatures
import ArtGAN
import ArtMedia
import ArtMetrics
import ArtSettings
import ArtTensor
import Foundation

/// One evaluation of a model.
struct EvaluationRun {
  private let stage: EvaluateStage
  private let context: StageContext
  private let model: ModelArtifact
  private let checkpoint: Checkpoint
  private let real: RealPictures
  private let matched: MatchedPictures
  private let source: FeatureSource
  private let progress: EvaluationProgress

  init(_ stage: EvaluateStage, _ context: StageContext) throws {
    self.stage = stage
    self.context = context
    model = try context.inputModel()
    checkpoint = try model.checkpoint()
    let shape = checkpoint.definition.pictureShape
    source = try FeatureSource(stage.features, for: shape, by: context.execution)
    real = try RealPictures(context, shape: shape, most: stage.pictures)
    matched = MatchedPictures(real, most: stage.pictures, asked: stage.samples)
    progress = EvaluationProgress(
      context, slices: SlicedWasserstein.isPossible(height: shape[0], width: shape[1]))
  }

  func run() throws -> StageResult {
    let points = checkpoint.definition.points(
      seed: stage.seed ?? context.seed, count: matched.samples, truncation: stage.truncation)
    let samples = try makeSamples(points)
    progress.begin("real pictures")
    let evaluator = try Evaluator(
      matched.reference, labels: numbers(ofClasses: matched.referenceClasses), samples: matched.samples, by: source,
      seed: context.seed, execution: context.execution, check: context.stop.check)
    let ours = try evaluator(
      samples, labels: numbers(ofClasses: points.classOfEach), begin: { progress.begin("samples", $0) },
      check: context.stop.check)
    let floor = try evaluator(
      matched.standIns, begin: { progress.begin("real pictures in their place", $0) }, check: context.stop.check)
    let (copies, floorCopies) = try originality(samples)
    let report = EvaluationReport(
      artpipe: ArtPipeVersion.current,
      model: .init(
        file: model.file, sha256: model.hash.hex, id: checkpoint.definition.id,
        step: try Checkpoint.state(inFile: model.file)?.step),
      samples: .init(
        count: samples.count, asked: stage.samples.flatMap { $0 > samples.count ? $0 : nil },
        seed: stage.seed ?? context.seed,
        truncation: stage.truncation ?? checkpoint.definition.recipe.truncation),
      features: source.record(featureCount: evaluator.featureCount),
      real: .init(
        name: matched.referenceName, count: matched.reference.count, source: real.source.rawValue,
        trainingName: real.trainingName, trainingCount: real.training.count),
      floor: .init(
        words: matched.words, count: matched.standIns.count, against: matched.reference.count, copies: copiesWords,
        copiesCount: floorCopies.nearest.count),
      figures: EvaluationReport.rows(
        model: ours, floor: floor, labels: evaluator.referenceLabels,
        copies: (copies.nearCopies, floorCopies.nearCopies)),
      classes: EvaluationReport.shares(source.classNames, model: ours.labels, real: evaluator.referenceLabels))
    return try write(report, samples, copies)
  }

  /// Classes by the numbers that the classifier has for them; nil where it does not know them all.
  private func numbers(ofClasses names: [String]?) -> [Int]? {
    guard let names else { return nil }
    let known = Dictionary(
      source.classNames.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
    let numbers = names.compactMap { known[$0] }
    return numbers.count == names.count ? numbers : nil
  }

  private func makeSamples(_ points: ModelPoints) throws -> PictureSet {
    let sampler = try Sampler(
      checkpoint, pool: context.execution.pool, precision: context.execution.precision)
    context.execution.programs.add("sampling", sampler.plan)
    var meter = RateMeter()
    meter.mark(0)
    let count = points.count
    return try sampler.samples(points, check: context.stop.check) { done in
      meter.mark(done)
      context.observer(
        .progress(
          StageProgress(
            stage: context.id, done: done, total: count, unit: "sample", picturesPerSecond: meter.rate,
            secondsLeft: meter.rate.map { Double(count - done) / $0 })))
    }
  }

  /// Originality is judged by pixels: a copy is one to the eye, whatever a network makes of it.
  private func originality(_ samples: PictureSet) throws -> (model: Originality, real: Originality) {
    let (pool, side) = (context.execution.pool, 32)
    progress.begin("samples: near copies")
    let training = real.training.thumbnails(side: side, pool: pool)
    let model = try Originality(of: samples.thumbnails(side: side, pool: pool), training: training, pool: pool)
    try context.stop.check()
    progress.begin("real pictures in their place: near copies")
    if real.source == .training {
      return (model, try Originality(ofFirst: samples.count, among: training, pool: pool))
    }
    let unseen = matched.reference.thumbnails(side: side, pool: pool)
    return (model, try Originality(of: unseen, training: training, pool: pool))
  }

  /// The real pictures that near copies are looked for among.
  private var copiesWords: String {
    real.source == .training
      ? "\(Counted.text(min(matched.samples, real.training.count))) of these, each beside all others"
      : "the \(Counted.text(matched.reference.count, "real picture")) above"
  }

  private func write(_ report: EvaluationReport, _ samples: PictureSet, _ copies: Originality) throws -> StageResult {
    try context.folder.create(context.id)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    var files = ["\(context.id)/figures.txt", "\(context.id)/figures.json"]
    try context.folder.write(Data((report.lines.joined(separator: "\n") + "\n").utf8), to: files[0])
    try context.folder.write(try encoder.encode(report) + Data("\n".utf8), to: files[1])
    if stage.nearest > 0 {
      files.append("\(context.id)/nearest.png")
      let sheet = try NearestSheet.render(samples: samples, training: real.training, copies, count: stage.nearest)
      try PNGEncoder().write(sheet, to: context.folder.path(of: files[2]), metadata: context.recipe)
    }
    for line in report.lines { context.observer(.note(line)) }
    return StageResult(.files(files), files: files)
  }
}

extension FeatureSource {
  /// What the report says of it.
  func record(featureCount: Int) -> EvaluationReport.Features {
    switch self {
    case .network(let extractor, let file, let hash):
      let definition = extractor.definition
      return .init(
        name: definition.name, count: featureCount, file: file, sha256: hash.hex, notes: definition.notes)
    case .thumbnails(let side):
      return .init(
        name: "thumbnails \(side)×\(side)", count: featureCount, file: nil, sha256: nil,
        notes: ["Pictures averaged down: layout and colour, nothing of detail or meaning."])
    }
  }
}
