import ArtEvaluation
import ArtFiles
import ArtGAN
import ArtNN
import ArtPipeline
import ArtSettings
import Foundation
import Testing

@testable import ArtReport

/// What a report says of a run, beside what the run's files hold.
struct ReportDataTests {
  @Test func theReportTellsTheRun() throws {
    let run = try SmallRun()
    let report = try run.report().data
    let manifest = try #require(Manifest.read(in: run.folder))
    #expect(report.gaps == [] && report.name == "small" && report.playground)
    #expect(report.summary.first?.hasPrefix("mlp-gan was trained on 60 grey images of 12×12 for 12 steps, in ") == true)
    #expect(report.facts.first { $0.name == "Steps" }?.value == "12")
    #expect(report.sheets.all == 5 && report.sheets.shown.map(\.step) == [0, 3, 6, 9, 12])
    #expect(report.stages.map(\.id) == manifest.stages.map(\.id) && report.stages.allSatisfy { !$0.does.isEmpty })
    #expect(
      report.recipe?.document == ReportRecipe.ordered(manifest.document)
        && report.recipe?.command == "artpipe run small.json")
    #expect(report.glossary.count > 40)
    let checkpoint = try Checkpoint(readingFrom: run.path("train/best.safetensors"))
    for (table, network) in zip(
      report.networks, [checkpoint.definition.generator, checkpoint.definition.discriminator])
    {
      #expect(try table.parameters == network.parameterCount().trainable)
      #expect(table.layers.count == network.layers.count)
    }
    #expect(report.networks.map(\.title) == ["Generator", "Discriminator"])
  }

  @Test func curvesAreWhatTheLogsHold() throws {
    let run = try SmallRun()
    let charts = try run.report().data.charts
    struct Line: Decodable {
      let step: Int
      let generatorLoss: Double
    }
    let lines = try run.data("train/metrics.jsonl").split(separator: UInt8(ascii: "\n")).map {
      try JSONDecoder().decode(Line.self, from: Data($0))
    }
    let losses = try #require(charts.first)
    #expect(losses.id == "losses" && losses.series.map(\.name) == ["generator", "discriminator"] && losses.mean == nil)
    #expect(losses.series[0].x == lines.map(\.step))
    for (value, line) in zip(losses.series[0].y, lines) {
      #expect(abs(try #require(value) - line.generatorLoss) <= abs(line.generatorLoss) * 1e-4)
    }
    let records = try EvaluationRecords(run.data("train/evaluations.jsonl"), upTo: .max).all
    let distance = try #require(charts.first { $0.id == "frechetDistance" })
    #expect(distance.group == .evaluation && distance.scale == .log && distance.note == "Lower is better.")
    #expect(distance.series[0].x == records.map(\.step) && records.count == 3)
    #expect(distance.series[0].y == records.map { $0.metrics["frechetDistance"]?.short })
    #expect(distance.lines?.first?.y == records.last?.baseline?["frechetDistance"]?.short)
    #expect(charts.contains { $0.id == "speed" } && charts.contains { $0.id == "memory" })
    // Rates that never change are no curve.
    #expect(!charts.contains { $0.id == "rates" })
  }

  @Test func metricsAreThoseOfTheEvaluation() throws {
    let run = try SmallRun()
    let found = try #require(try run.report().data.evaluation)
    let report = try JSONDecoder().decode(EvaluationReport.self, from: run.data("evaluate/metrics.json"))
    #expect(found.metrics.map(\.id) == report.metrics.map(\.id) && found.thumbnails)
    #expect(found.metrics.map(\.value) == report.metrics.map(\.model.value))
    #expect(found.metrics.map(\.baseline) == report.metrics.map { $0.baseline?.value })
    #expect(found.words.hasPrefix("20 samples after step "))
  }

  /// Without a stage `evaluate`, those of the training at the step of the model that was taken.
  @Test func metricsOfTheTrainingStandIn() throws {
    let run = try SmallRun()
    try run.changeManifest { manifest in
      manifest["stages"] = (manifest["stages"] as? [[String: Any]])?.filter { $0["kind"] as? String != "evaluate" }
    }
    let found = try #require(try run.report().data.evaluation)
    let step = try #require(try Checkpoint.state(inFile: run.path("train/best.safetensors"))?.step)
    let record = try #require(try EvaluationRecords(run.data("train/evaluations.jsonl"), upTo: .max)[step])
    #expect(found.words.hasPrefix("20 samples after step \(step), compared with 30 training images"))
    #expect(Set(found.metrics.map(\.id)) == Set(record.metrics.keys) && found.thumbnails)
    for metric in found.metrics { #expect(metric.value == record.metrics[metric.id]) }
  }

  @Test func filesAreThoseOfTheRun() throws {
    let run = try SmallRun()
    let (report, html) = try run.report()
    let files = SmallRun.files(in: html)
    #expect(files["first"] == (try run.data("sheet.png")))
    for sheet in report.sheets.shown {
      #expect(try files[sheet.blob] == run.data(String(format: "train/samples/step-%07d.png", sheet.step)))
    }
    #expect(report.images.map(\.stage) == ["photo", "preview", "gif", "webp", "mp4"])
    #expect(report.images.map(\.training) == [false, true, false, false, false])
    for image in report.images + [try #require(report.nearest)] {
      let blob = try #require(image.blob)
      #expect(try files[blob] == run.data(try #require(image.file)))
      #expect(html.contains("data-blob=\"\(blob)\""))
    }
    #expect(
      html.contains("artpipe report --share") && html.contains("It also holds training images and names of files"))
    #expect(html.hasPrefix("<!DOCTYPE html>") && html.hasSuffix("</html>\n") && !html.contains("<!--"))
  }

  @Test func theSameRunGivesTheSameBytes() throws {
    let run = try SmallRun()
    #expect(try run.report().html == run.report().html)
    #expect(try run.report(isShared: true).html == SmallRun().report(isShared: true).html)
  }

  /// Whatever a run's files say, it stays a text.
  @Test func namesDoNotLeaveTheirPlace() throws {
    let run = try SmallRun()
    let name = "</script><script>alert('1')</script><!--put data-->\"&\u{0}data\u{0}"
    try run.changeManifest { manifest in
      manifest["name"] = name
      var dataset = try #require(manifest["dataset"] as? [String: Any])
      (dataset["name"], dataset["rejected"]) = (name, ["\(name).png": name])
      manifest["dataset"] = dataset
      var document = try #require(manifest["document"] as? [String: Any])
      document["description"] = name
      manifest["document"] = document
      var stages = try #require(manifest["stages"] as? [[String: Any]])
      for index in stages.indices where stages[index]["kind"] as? String == "sheet" { stages[index]["id"] = name }
      manifest["stages"] = stages
    }
    let (report, html) = try run.report()
    #expect(report.name == name && report.warnings.contains { $0.text.contains(name) })
    #expect(!html.contains("</script><script>alert") && !html.contains("<!--put"))
    let shown =
      "&lt;/script&gt;&lt;script&gt;alert(&#x27;1&#x27;)&lt;/script&gt;&lt;!--put data--&gt;&quot;&amp;"
      + "\u{FFFD}data\u{FFFD}"
    #expect(html.contains("<h1 id=\"title\">\(shown)</h1>"))
    #expect(html.contains(#""name":"\u003c/script>\u003cscript>"#))
  }

  @Test func everyTrainingHasItsCurves() throws {
    let run = try SmallRun(
      running: """
        {"model": {"plugin": "mlp-gan", "size": 12, "recipe": {"batchSize": 8}},
          "dataset": {"kind": "strokes", "count": 20},
          "stages": [{"kind": "train", "id": "first", "steps": 4, "samples": 0},
            {"kind": "train", "steps": 6, "samples": 4}]}
        """)
    let report = try run.report().data
    let losses = report.charts.filter { $0.title.hasPrefix("Losses") }
    #expect(losses.map(\.id) == ["losses", "losses-of-first"])
    #expect(losses.map(\.title) == ["Losses (train)", "Losses (first)"])
    #expect(losses.map { $0.series[0].x.count } == [6, 4])
    #expect(report.facts.first { $0.name == "Steps" }?.value == "6" && report.sheets.shown.map(\.step) == [0, 6])
  }

  /// The manifest may know only the end of the path of a model that was loaded: its hash tells the file.
  @Test func aLoadedModelIsDrawnWith() throws {
    let trained = try SmallRun()
    func run() throws -> SmallRun {
      try SmallRun(
        running: """
          {"stages": [{"kind": "load", "file": "\(trained.path("train/best.safetensors"))"},
            {"kind": "sample", "count": 2}, "sheet"]}
          """)
    }
    let loaded = try run()
    let lost = try loaded.report().data
    #expect(
      lost.gaps == [
        "best.safetensors, the model that was loaded, is not where it was, or was changed since; the playground and the "
          + "networks are left out"
      ])
    #expect(lost.summary == ["This run made images with a trained model; it trained nothing."] && !lost.playground)
    try loaded.write(trained.data("train/best.safetensors"), to: "best.safetensors")
    let found = try loaded.report().data
    #expect(found.gaps == [] && found.playground && found.networks.count == 2)
    #expect(found.summary == ["This run made images with mlp-gan; it trained nothing."])
    // Another model of the same name is not taken for it.
    try loaded.write(trained.data("train/checkpoint.safetensors") + [0], to: "best.safetensors")
    #expect(try loaded.report().data.playground == false)
  }

  /// What stages warned of is on the page; of a run whose version kept no warnings nothing is said that nobody knows.
  @Test(
    arguments: [
      ("own", ["12 steps are few for a training from random weights"], "warnings came up"),
      ("lost", [], nil), ("none", [], "No warning came up."),
      ("file", ["mine.artpoints.json: these points are others."], "1 warning came up"),
      ("shared", ["A file: these points are others."], "1 warning came up"),
      ("sign", ["Since step 8 most samples look alike."], "1 warning came up"),
      ("images", ["No image of strokes is transparent."], "1 warning came up"),
      ("model", [], nil),
    ] as [(String, [String], String?)])
  func whatStagesWarnedOfIsOnThePage(kind: String, texts: [String], summary: String?) throws {
    let run = try SmallRun()
    try run.changeManifest { manifest in
      var warnings = try #require(manifest["warnings"] as? [String: Any])
      switch kind {
      case "own": return
      case "lost": manifest["warnings"] = nil
      case "file", "shared":
        for id in warnings.keys { warnings[id] = [Any]() }
        warnings["sample"] = [["words": "these points are others", "file": "mine.artpoints.json"]]
        manifest["warnings"] = warnings
      default:
        for id in warnings.keys { warnings[id] = [Any]() }
        if kind == "sign" {
          warnings["train"] = [["words": "most samples look alike", "sign": "imagesAlike", "step": 8] as [String: Any]]
        }
        manifest["warnings"] = warnings
      }
      if kind == "images", var dataset = manifest["dataset"] as? [String: Any] {
        dataset["warnings"] = ["no image of strokes is transparent"]
        manifest["dataset"] = dataset
      }
    }
    // What the log itself tells is another matter.
    if kind != "own" { try FileManager.default.removeItem(atPath: run.path("train/evaluations.jsonl")) }
    if kind == "model" {
      for name in ["best", "checkpoint"] { try run.write(Data(), to: "train/\(name).safetensors") }
    }
    let (report, html) = try run.report(isShared: kind == "shared")
    for text in texts {
      #expect(report.warnings.contains { $0.text.hasPrefix(text) }, "\(report.warnings)")
      #expect(html.contains(text))
    }
    if kind != "own" { #expect(report.warnings.count == texts.count, "\(report.warnings)") }
    let words = report.summary.joined(separator: " ")
    #expect(summary.map(words.contains) ?? !words.contains("warning"), "\(words)")
  }

  @Test func signsOfTheLogAreWarnings() throws {
    let run = try SmallRun()
    let first = try #require(run.data("train/metrics.jsonl").split(separator: UInt8(ascii: "\n")).first)
    let metrics = try JSONDecoder().decode(StepMetrics.self, from: Data(first))
    try run.change("train/metrics.jsonl") { data in
      data = Data()
      for step in 1...300 {
        var line = metrics
        (line.step, line.realAccuracy, line.fakeAccuracy) = (step, 1, 1)
        data += try CheckedLines.checked(Array(JSONEncoder().encode(line))) + [UInt8(ascii: "\n")]
      }
    }
    let (report, html) = try run.report()
    let sign = TrainingHealth.Sign.discriminatorTellsAll
    let warning = try #require(report.warnings.first { $0.text.contains(sign.words) })
    #expect(warning.text.hasPrefix("Since step ") && warning.advice?.lowercased() == "\(sign.advice).".lowercased())
    #expect(report.summary[1].hasSuffix("\(Counted.text(report.warnings.count, "warning")) came up; see below."))
    #expect(html.contains("<h2 id=\"warnings-title\">Warnings</h2>"))
  }

  @Test func aRunThatWasStoppedSaysSo() throws {
    let run = try SmallRun()
    try run.changeManifest { manifest in
      var stages = try #require(manifest["stages"] as? [[String: Any]])
      stages = Array(stages.prefix(1))
      stages[0]["status"] = "stopped"
      (stages[0]["training"], stages[0]["seconds"]) = (nil, nil)
      manifest["stages"] = stages
    }
    let report = try run.report().data
    #expect(report.warnings.map(\.text).contains("The stage “train” has not come to its end."))
    #expect(report.stages.map(\.status) == ["stopped"] && report.playground)
  }
}
