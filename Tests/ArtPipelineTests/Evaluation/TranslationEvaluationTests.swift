import ArtData
import ArtEvaluation
import ArtFiles
import ArtGAN
import ArtMedia
import ArtPipeline
import ArtSettings
import Foundation
import Testing

/// Small trainings of a model that translates: their sheets, their evaluations, and the stage `evaluate` behind them.
struct TranslationEvaluationTests {
  private let document = """
    {"model": "tiny-translation", "dataset": {"kind": "drawn-inputs", "validation": 0.5},
      "stages": [
        {"kind": "train", "steps": 40, "sheetEvery": 20, "samples": 9, "checkpoint": {"every": {"steps": 20}},
          "evaluate": {"every": 10}},
        {"kind": "evaluate", "nearest": 4}]}
    """

  private func tools() throws -> Toolbox {
    Toolbox(
      models: try ModelRegistry([TinyTranslation()]), datasets: try DatasetRegistry([DrawnInputs.self]),
      stages: try StageRegistry(StageRegistry.builtIn))
  }

  private func plan(_ overrides: [String]) throws -> Plan {
    try Planner(tools()).plan(
      SettingValue.parse(document, file: "test.json"), overrides: overrides.map(SettingOverride.init))
  }

  private func run(
    _ folder: TemporaryFolder, set overrides: [String] = [], stopAfter: Int? = nil, threads: Int = 2,
    _ log: EventLog = EventLog()
  ) throws {
    let (stop, observer) = (StopRequest(), log.observer)
    _ = try Workbench.run(plan(overrides), in: folder, stop: stop, threads: threads) {
      observer($0)
      if case .progress(let progress) = $0, progress.done == stopAfter { stop.make() }
    }
  }

  private func records(_ folder: TemporaryFolder) throws -> [EvaluationRecord] {
    try folder.data("train/evaluations.jsonl").split(separator: UInt8(ascii: "\n"))
      .map { try JSONDecoder().decode(EvaluationRecord.self, from: $0) }
  }

  private func report(_ folder: TemporaryFolder) throws -> EvaluationReport {
    try JSONDecoder().decode(EvaluationReport.self, from: folder.data("evaluate/metrics.json"))
  }

  private func sheet(_ folder: TemporaryFolder, _ name: String) throws -> PixelImage {
    try ImageDecoder().decode(file: folder.path(of: name))
  }

  @Test func pairsAreMeasuredBesideTheInputsAndTheMeanTarget() throws {
    let (folder, log) = (try TemporaryFolder(), EventLog())
    try run(folder, log)
    let records = try records(folder)
    #expect(records.map(\.step) == [10, 20, 30, 40])
    let pixels = ["colourError", "psnr", "ssim"]
    for record in records {
      #expect(record.translation?.isPaired == true && record.against == .validation)
      #expect(record.samples == 12 && record.images == 12)
      #expect(record.metrics.keys == record.baseline?.keys)
      #expect(pixels.allSatisfy { record.metrics[$0] != nil && record.translation?.meanTarget[$0] != nil })
      #expect(record.metrics["nearestTarget"] != nil && record.metrics["memorization"] == nil)
      #expect(record.baseline?["structureKept"] == 1)
    }
    let best = try #require(
      records.min { $0.metrics["colourError"] ?? .infinity < $1.metrics["colourError"] ?? .infinity })
    #expect(try Checkpoint.state(inFile: folder.path(of: "train/best.safetensors"))?.step == best.step)
    // L1 pulls it to red and blue.
    #expect(best.metrics["colourError"] ?? .infinity < best.baseline?["colourError"] ?? 0)

    let report = try report(folder)
    #expect(report.translation == .init(isPaired: true) && report.classes == nil)
    #expect(report.metrics.prefix(4).map(\.id) == ["colourError", "ssim", "psnr", "nearestTarget"])
    #expect(report.metrics.allSatisfy { $0.baselineOf == "inputs" && $0.baseline != nil })
    #expect(report.metrics.filter { $0.meanTarget != nil }.map(\.id).sorted() == pixels)
    #expect(report["colourError"]?.model.value == best.metrics["colourError"])
    let lines = log.take()
    #expect(
      lines.contains(
        "note: evaluation translates 12 images and compares each with its target (12 held-out images), by pixels (the other "
          + "metrics by thumbnails 8×8, which show layout and colour without detail)"))
    #expect(lines.contains { $0.hasPrefix("note: baseline: mean colour error ΔE of the inputs themselves ") })
    let words = /mean colour error ΔE [\d.]+ \(95 %: .*\) of 12 translated images, input [\d.]+/
    #expect(lines.count { $0.hasPrefix("note: step ") && $0.contains(words) } == 4)
    #expect(lines.count { $0.hasPrefix("note: The outputs are ") && $0.contains("colours are off by ") } == 2)
    #expect(!lines.contains { $0.contains("look alike") })

    // Three rows of input, output and target, in a grid that is nearly square; four of the stage.
    for (name, count) in [("train/samples/step-0000020.png", 3), ("evaluate/translations.png", 4)] {
      let size = try Sheet(padding: 16).size(count: count, width: 192, height: 64)
      let found = try sheet(folder, name)
      #expect(found.width == size.width)
      #expect(found.height == size.height)
    }
    #expect(
      try folder.files().keys.filter { $0.hasPrefix("evaluate/") }.sorted()
        == ["evaluate/metrics.json", "evaluate/metrics.txt", "evaluate/translations.png"])
    let kept = try KeptRun(RunFolder(folder.path), tools: tools())
    #expect(kept.metrics?.chosen?.id == "colourError")
    // Nothing is done again.
    try run(folder, log)
    #expect(log.take().filter { $0.hasPrefix("began") }.isEmpty)
  }

  /// The rows show input, output and target in this order: grey, and colours.
  @Test func sheetsHaveInputsFirstAndTargetsLast() throws {
    let folder = try TemporaryFolder()
    try run(folder, set: ["stages.train.samples=3", "stages.train.steps=1", "stages.evaluate.nearest=1"])
    for name in ["train/samples/step-0000001.png", "evaluate/translations.png"] {
      let found = try sheet(folder, name)
      // The top of the image, in the middle of each of the three.
      let colors = (0..<3).map { place in found.color(16 + 64 * place + 32, 16 + 2) }
      #expect(colors[0] == [200, 200, 200] && colors[2] == [220, 30, 20])
    }
  }

  @Test(arguments: [1, 3])
  func aStoppedTrainingGivesTheSameBytes(threads: Int) throws {
    let (whole, stopped) = (try TemporaryFolder(), try TemporaryFolder())
    try run(whole)
    _ = #expect(throws: PipelineError.self) { try run(stopped, stopAfter: 15, threads: threads) }
    try run(stopped, threads: threads)
    let (a, b) = (try whole.files(), try stopped.files())
    for name in a.keys where name != "manifest.json" && !name.hasSuffix("report.html") {
      #expect(a[name] == b[name], "\(name) differs")
    }
  }

  @Test(arguments: [
    // Two sets of different counts, some of each held out.
    (24, 30, "slicedWasserstein", 15, 12),
    // One image of each: nothing can be held out, and only patches and structure can be compared.
    (1, 1, "styleTransfer", 1, 1),
  ])
  func setsWithoutPairsAreMeasuredBesideTheInputs(
    targets: Int, inputs: Int, metric: String, made: Int, compared: Int
  ) throws {
    let (folder, log) = (try TemporaryFolder(), EventLog())
    try run(
      folder,
      set: [
        "model={\"plugin\": \"tiny-translation\", \"paired\": false, \"recipe\": {\"batchSize\": 1}}",
        "dataset.paired=false",
        "dataset.count=\(targets)", "dataset.inputs=\(inputs)", "dataset.size=32",
      ], log)
    let records = try records(folder)
    #expect(records.count == 4)
    for record in records {
      #expect(record.translation == .init(isPaired: false, meanTarget: [:]))
      #expect(record.samples == made && record.images == compared)
      #expect(record.metrics["colourError"] == nil && record.metrics["patchFrechetDistance"] != nil)
    }
    let best = try #require(records.min { $0.metrics[metric] ?? .infinity < $1.metrics[metric] ?? .infinity })
    #expect(try Checkpoint.state(inFile: folder.path(of: "train/best.safetensors"))?.step == best.step)
    let report = try report(folder)
    #expect(
      report.translation == .init(isPaired: false) && report.samples.count == made && report.real.count == compared)
    #expect(report.real.source == (targets == 1 ? .training : .validation))
    let lines = log.take()
    #expect(lines.count { $0.contains("note: The outputs look ") && $0.contains("structure") } == 2)
    #expect(lines.contains { $0.contains("progress sheets show images that the model trains on") } == (targets == 1))
    // Pairs of input and output.
    let shown = min(4, inputs)
    let size = try Sheet(padding: 8).size(count: shown == 4 ? 4 : 1, width: 128, height: 64)
    let found = try sheet(folder, "train/samples/step-0000040.png")
    #expect(found.width == size.width)
    #expect(found.height == size.height)
    #expect(try KeptRun(RunFolder(folder.path), tools: tools()).metrics?.chosen?.id == metric)
  }
}

extension PixelImage {
  fileprivate func color(_ x: Int, _ y: Int) -> [UInt8] {
    Array(pixels[((y * width + x) * channels)..<((y * width + x + 1) * channels)])
  }
}
