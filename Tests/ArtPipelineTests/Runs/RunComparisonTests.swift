import ArtCPU
import ArtEvaluation
import ArtFiles
import ArtSettings
import Foundation
import Testing

@testable import ArtPipeline

struct RunComparisonTests {
  /// The settings of a document by their paths.
  @Test(
    arguments: [
      (#"{"model": "rgb-art"}"#, ["model.plugin=\"rgb-art\""]),
      (#"{"model": {"plugin": "rgb-art"}, "seed": 3}"#, ["model.plugin=\"rgb-art\"", "seed=3"]),
      (
        #"{"stages": ["sample", {"kind": "sheet", "columns": 2}, {"kind": "sheet", "id": "big"}, "sheet"]}"#,
        [
          "stages.sample.kind=\"sample\"", "stages.sheet.kind=\"sheet\"", "stages.sheet.columns=2",
          "stages.big.kind=\"sheet\"", "stages.big.id=\"big\"", "stages.sheet-2.kind=\"sheet\"",
        ]
      ),
      (
        #"{"dataset": {"kind": "strokes", "digits": [1, 2], "augment": {}}}"#,
        ["dataset.kind=\"strokes\"", "dataset.digits=[1,2]", "dataset.augment={}"]
      ),
      (#"{"a": [{"steps": 3}, {"steps": 4}]}"#, ["a.0.steps=3", "a.1.steps=4"]),
    ])
  func settingsArePaths(json: String, expected: [String]) throws {
    let flat = try SettingValue.parse(json, file: "d.json").flatSettings
    #expect(flat.map { "\($0.path)=\($0.value.canonicalJSON)" } == expected)
  }

  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func run(_ name: String, _ document: String) throws -> KeptRun {
    let folder = RunFolder(folder.path(of: name))
    _ = try Runner(try Workbench.plan(document), in: folder, device: CPUDevice(threads: 2)).run()
    return try KeptRun(folder, tools: Workbench.tools())
  }

  private static func document(_ seed: Int, _ settings: String, model: String, count: Int = 40) -> String {
    """
    {"seed": \(seed), "model": \(model), "dataset": {"kind": "strokes", "count": \(count), "seed": 1},
      "stages": [{"kind": "train", "steps": 4, "samples": 0, \(settings)}]}
    """
  }

  @Test func onlyWhatDiffersIsShown() throws {
    let evaluate = #""evaluate": {"every": 2, "samples": 16, "images": 30}"#
    let one = try run("one", Self.document(1, evaluate, model: #"{"plugin": "mlp-gan", "size": 12}"#))
    let two = try run(
      "two", Self.document(2, #""keep": "last", \#(evaluate)"#, model: #"{"plugin": "mlp-gan", "size": 12}"#))
    let comparison = RunComparison([one, two])
    #expect(comparison.names == ["one", "two"])
    #expect(
      comparison.settings == [
        .init(name: "seed", values: ["1", "2"]), .init(name: "stages.train.keep", values: [nil, "\"last\""]),
      ])
    let facts = Dictionary(comparison.facts.map { ($0.name, $0.values) }, uniquingKeysWith: { $1 })
    #expect(facts["seed"] == ["1", "2"] && facts["images"] == ["40", "40"] && facts["steps"] == ["4", "4"])
    #expect(facts["image size"] == ["12×12, grey", "12×12, grey"] && facts["images' hash"]?[0]?.count == 12)
    #expect(facts["artpipe"] == [ArtPipeVersion.current, ArtPipeVersion.current])
    #expect(comparison.isComparable)
    let row = try #require(comparison.metrics.first { $0.id == "slicedWasserstein" })
    #expect(row.entries.map { $0?.model.value } == [one, two].map { $0.metrics?["slicedWasserstein"]?.model.value })
    #expect(row.entries.allSatisfy { $0?.baseline != nil })
  }

  /// A difference counts where all is measured alike and intervals do not touch.
  @Test func theBestIsNamedOnlyWhereItIs() throws {
    let evaluate = #""evaluate": {"samples": 16, "images": 30}"#
    let model = #"{"plugin": "mlp-gan", "size": 12}"#
    let one = try run("one", Self.document(1, evaluate, model: model))
    let same = RunComparison([one, one])
    #expect(same.isComparable && same.settings.isEmpty)
    #expect(same.names == [one.folder.path, one.folder.path])
    // What equals itself is no better than itself.
    #expect(same.metrics.allSatisfy { $0.best == nil })
    let fewer = try run("fewer", Self.document(1, #""evaluate": {"samples": 8, "images": 30}"#, model: model))
    #expect(!RunComparison([one, fewer]).isComparable)
    let none = try run("none", Self.document(1, #""keep": "last""#, model: model))
    let lacking = RunComparison([one, none])
    #expect(!lacking.isComparable && lacking.metrics[0].entries[1] == nil)
  }

  @Test(
    arguments: [
      ([0.1, 0.2, 0.3, 0.4], MetricDirection.lower, 0), ([0.1, 0.2, 0.3, 0.4], .higher, 1),
      ([0.1, 0.3, 0.2, 0.4], .lower, nil), ([0.1, 0.2, 0.3, 0.4], .likeReal, nil), ([0.1, 0.2, 0.2, 0.4], .lower, nil),
    ] as [([Double], MetricDirection, Int?)])
  func intervalsDecide(ends: [Double], direction: MetricDirection, best: Int?) {
    let entries = [ends[..<2], ends[2...]].map { ends in
      let interval = Estimate.Interval(low: ends[ends.startIndex], high: ends[ends.startIndex + 1])
      return EvaluationReport.Entry(
        id: "m", title: "M", direction: direction, model: Estimate(interval.low, interval: interval))
    }
    #expect(RunComparison.best(entries, direction) == best)
  }
}
