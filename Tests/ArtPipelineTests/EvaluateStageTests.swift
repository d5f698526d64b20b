import ArtGAN
import ArtEvaluation
import ArtPipeline
import ArtTensor
import Foundation
import Synchronization
import Testing

/// Small evaluations from end to end.
struct EvaluateStageTests {
  /// A model of 12×12 images: no feature network comes along for these.
  private let document = """
    {"model": {"plugin": "mlp-gan", "size": 12, "recipe": {"batchSize": 8}},
      "dataset": {"kind": "strokes", "count": 60},
      "stages": [{"kind": "train", "steps": 4, "samples": 0}, {"kind": "evaluate", "samples": 30, "nearest": 5}]}
    """

  private func evaluate(
    _ folder: TemporaryFolder, set overrides: [String] = [], threads: Int = 2, _ log: EventLog = EventLog()
  ) throws -> EvaluationReport {
    _ = try Workbench.run(
      Workbench.plan(document, set: overrides), in: folder, threads: threads, observer: log.observer)
    return try JSONDecoder().decode(EvaluationReport.self, from: folder.data("evaluate/metrics.json"))
  }

  @Test func writesTableMetricsAndSheet() throws {
    let folder = try TemporaryFolder()
    let report = try evaluate(folder)
    #expect(
      try folder.files().keys.sorted().filter { $0.hasPrefix("evaluate") } == [
        "evaluate/metrics.json", "evaluate/metrics.txt", "evaluate/nearest.png",
      ])
    let text = String(decoding: try folder.data("evaluate/metrics.txt"), as: UTF8.self)
    #expect(text == report.lines.joined(separator: "\n") + "\n")
    #expect(report.model.id == "mlp-gan")
    #expect(report.model.step == 4)
    #expect(report.samples.count == 30 && report.samples.seed == 1)
    #expect(report.features.name == "thumbnails 8×8")
    #expect(report.features.count == 64)
    #expect(
      report.metrics.map(\.id) == [
        "frechetDistance", "kernelDistance", "precision", "recall", "density", "coverage", "slicedWasserstein",
        "memorization",
      ])
    #expect(report.metrics.allSatisfy { $0.baseline != nil && $0.model.interval != nil })
    #expect(report["slicedWasserstein"]?.parts?.map(\.id) == ["12x12"])
    #expect(report.classes == nil)
    // Four steps make noise: farther away than real images are from each other.
    for name in ["frechetDistance", "slicedWasserstein"] {
      let metric = try #require(report[name])
      #expect(metric.model.value > 1.5 * (metric.baseline?.value ?? .infinity))
    }
    #expect(try #require(report["coverage"]).model.value < 0.5)
  }

  /// Where the images to compare with come from, and what the baseline is: always as many real images as there are
  /// samples, compared with the same images.
  @Test(arguments: [
    (
      [String](), "training", 30, 60, 30, "30 images of the other half in place of the samples",
      "30 of these, each compared with all others"
    ),
    (
      ["stages.evaluate.samples=10"], "training", 30, 60, 10,
      "10 images of the other half in place of the samples", "10 of these, each compared with all others"
    ),
    (
      ["dataset.validation=0.2"], "validation", 12, 48, 30, "30 training images in place of the samples",
      "the 12 real images above"
    ),
    (
      ["dataset.validation=0.2", "stages.evaluate.samples=500"], "validation", 12, 48, 48,
      "48 training images in place of the samples", "the 12 real images above"
    ),
    (
      [#"reference={"kind": "strokes", "count": 25}"#, "seed=4"], "reference", 25, 60, 30,
      "30 training images in place of the samples", "the 25 real images above"
    ),
    (
      ["stages.evaluate.images=20"], "training", 20, 60, 20,
      "20 images of the other half in place of the samples", "20 of these, each compared with all others"
    ),
    (
      ["dataset.count=61", "stages.evaluate.samples=500"], "training", 30, 61, 30,
      "30 images of the other half in place of the samples", "30 of these, each compared with all others"
    ),
  ])
  func realImagesAreChosen(
    overrides: [String], source: String, count: Int, training: Int, samples: Int, words: String, copies: String
  ) throws {
    let folder = try TemporaryFolder()
    let report = try evaluate(folder, set: overrides)
    #expect(report.real.source.rawValue == source)
    #expect(report.real.count == count)
    #expect(report.real.trainingCount == training)
    #expect(report.samples.count == samples)
    let asked = overrides.compactMap { $0.split(separator: "samples=").last.flatMap { Int($0) } }.first ?? 30
    #expect(report.samples.asked == (asked > samples ? asked : nil))
    #expect(report.baseline.count == samples && report.baseline.against == count)
    #expect(report.baseline.description == words)
    #expect(
      report["memorization"]?.notes?.first
        == "Memorization: compared with \(training) training images; baseline: \(copies)")
  }

  private final class Parts: Sendable {
    let told = Mutex<[String]>([])
  }

  @Test func eachPartIsToldAsItBegins() throws {
    let parts = Parts()
    _ = try Workbench.run(Workbench.plan(document), in: TemporaryFolder()) { event in
      guard case .progress(let progress) = event, let doing = progress.doing else { return }
      #expect(progress.total == 18)
      parts.told.withLock { $0.append("\(progress.done) \(doing)") }
    }
    let told = parts.told.withLock { $0 }
    #expect(told.count == 18)
    #expect(told.first == "1 samples: features" && told.contains("2 samples: Fréchet distance"))
    #expect(told.last == "18 baseline: memorization")
  }

  @Test func nothingIsMeasuredTwiceAndThreadsDoNotMatter() throws {
    let (folder, other) = (try TemporaryFolder(), try TemporaryFolder())
    let log = EventLog()
    _ = try evaluate(folder)
    let again = try evaluate(folder, log)
    #expect(log.take().contains("unchanged evaluate"))
    #expect(try evaluate(other, threads: 1) == again)
    #expect(again.model.file == "train/checkpoint.safetensors")
    _ = try evaluate(folder, set: ["stages.evaluate.samples=20"], log)
    #expect(log.take().contains("began evaluate"))
    #expect(try folder.data("evaluate/nearest.png") != other.data("evaluate/nearest.png"))
  }

  @Test func digitsAreComparedByTheShippedClassifier() throws {
    let folder = try TemporaryFolder()
    let report = try evaluate(folder, set: ["model={\"plugin\": \"mlp-gan\", \"recipe\": {\"batchSize\": 8}}"])
    #expect(report.features.name == "digits-28")
    #expect(report.features.count == 128)
    #expect(report.features.notes.contains { $0.contains("Right for 99.") })
    let classes = try #require(report.classes)
    #expect(classes.map(\.name) == (0...9).map(String.init))
    #expect(abs(classes.reduce(0) { $0 + $1.model.value } - 1) < 1e-9)
    // Drawn digits are like written ones: the classifier knows most of them.
    #expect(try #require(report["confidence"]?.baseline).value > 0.6)
    #expect(report["labelEntropy"] != nil)
  }

  @Test(arguments: [
    (
      #"{"kind": "evaluate", "features": "no.safetensors"}"#,
      "there is no file no.safetensors, and no features of this name"
    ),
    (#"{"kind": "evaluate", "samples": 5}"#, "expected a whole number from 6 to 1,000,000, found 5"),
    (#"{"kind": "evaluate", "samles": 5}"#, "unknown key 'samles'"),
  ])
  func settingsAreChecked(stage: String, message: String) throws {
    let problems = #expect(throws: (any Error).self) {
      try Workbench.plan(#"{"model": "mlp-gan", "stages": ["train", \#(stage)]}"#)
    }
    #expect("\(try #require(problems))".contains(message))
  }

  @Test func aModelAndImagesAreNeeded() throws {
    let without = #expect(throws: (any Error).self) { try Workbench.plan(#"{"stages": ["evaluate"]}"#) }
    let text = "\(try #require(without))"
    #expect(text.contains("'evaluate' needs a model, but it is the first stage; put 'train' or 'load' before it"))
    #expect(text.contains("the key 'dataset' is missing: the images that 'evaluate' works with"))
    let reference = #expect(throws: (any Error).self) {
      try Workbench.plan(#"{"model": "mlp-gan", "reference": "nowhere", "stages": ["train", "evaluate"]}"#)
    }
    #expect("\(try #require(reference))".contains("reference: \"nowhere\" is neither a data set"))
  }

  @Test func aNetworkOfOtherImagesIsRefused() throws {
    let folder = try TemporaryFolder()
    let file = try evaluate(
      folder, set: ["model={\"plugin\": \"mlp-gan\", \"recipe\": {\"batchSize\": 8}}"]
    ).features.file
    #expect(file == "digits-28.safetensors")
    let digits = URL(fileURLWithPath: #filePath).appendingPathComponent(
      "../../../Assets/Weights/digits-28.safetensors"
    ).standardized.path
    let error = #expect(throws: PipelineError.self) {
      try evaluate(TemporaryFolder(), set: ["stages.evaluate.features=\(digits)"])
    }
    #expect(
      error?.description
        == "evaluate: \(digits): takes images of shape [28, 28, 1] (height, width, channels), but "
        + "these have shape [12, 12, 1]")
    #expect(error?.code == .data)
    let checkpoint = folder.path(of: "train/checkpoint.safetensors")
    let other = #expect(throws: PipelineError.self) {
      try evaluate(TemporaryFolder(), set: ["stages.evaluate.features=\(checkpoint)"])
    }
    #expect(
      other?.description == "evaluate: \(checkpoint): is no feature network: it does not say which network its tensors "
        + "belong to; 'train-classifier' writes such files")
  }

  @Test func tooFewImagesAreExplained() throws {
    let error = #expect(throws: PipelineError.self) {
      try evaluate(TemporaryFolder(), set: ["dataset.count=8"])
    }
    #expect(
      error?.description
        == "evaluate: there are too few real images: samples are compared with at least 6, and 6 others "
        + "make the baseline; add images, or name others as 'reference'")
    let reference = #expect(throws: PipelineError.self) {
      try evaluate(TemporaryFolder(), set: [#"reference={"kind": "strokes", "count": 5}"#])
    }
    #expect(
      reference?.description
        == "evaluate: for precision (k = 3) at least 6 images are needed in each set, but there are "
        + "5")
  }
}
