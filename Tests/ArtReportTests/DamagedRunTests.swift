import ArtFiles
import ArtPipeline
import ArtTestSupport
import Foundation
import Testing

@testable import ArtReport

/// Runs whose files are damaged or missing: the page shows the rest, and says what is wrong.
struct DamagedRunTests {
  /// What happens to a run, and what its page has to say.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let gaps: [String]
    let change: @Sendable (SmallRun) throws -> Void

    init(_ name: String, says gaps: String..., change: @escaping @Sendable (SmallRun) throws -> Void) {
      (testDescription, self.gaps, self.change) = (name, gaps, change)
    }

    /// A file that is cut short.
    static func cut(_ file: String, says gaps: String...) -> Case {
      Case("\(file) cut short", gaps: gaps) { run in try run.change(file) { $0 = $0.prefix($0.count / 2) } }
    }

    static func removed(_ file: String, says gaps: String...) -> Case {
      Case("\(file) removed", gaps: gaps) { try FileManager.default.removeItem(atPath: $0.path(file)) }
    }

    private init(_ name: String, gaps: [String], change: @escaping @Sendable (SmallRun) throws -> Void) {
      (testDescription, self.gaps, self.change) = (name, gaps, change)
    }
  }

  /// Changes lines of a log.
  private static func spoil(_ file: String, _ numbers: ClosedRange<Int>) -> @Sendable (SmallRun) throws -> Void {
    { run in
      try run.change(file) { data in
        var lines = data.split(separator: UInt8(ascii: "\n")).map { Data($0) }
        for number in numbers { lines[number - 1] = lines[number - 1].dropLast(20) }
        data = Data(lines.joined(separator: [UInt8(ascii: "\n")])) + [UInt8(ascii: "\n")]
      }
    }
  }

  private static let cases: [Case] = [
    Case(
      "lines of the log", says: "train/metrics.jsonl: lines 3, 4, 5, 6 and 1 more of it are damaged; the rest is shown",
      change: spoil("train/metrics.jsonl", 3...7)),
    Case(
      "an evaluation", says: "train/evaluations.jsonl: line 2 of it is damaged; the rest is shown",
      change: spoil("train/evaluations.jsonl", 2...2)),
    // A run that was killed: nothing is lost by that.
    Case("the log's last line cut short") { run in try run.change("train/metrics.jsonl") { $0 = $0.dropLast(30) } },
    .removed("train/metrics.jsonl"), .removed("train/times.jsonl"),
    .cut("sheet.png", says: "sheet.png is damaged; it is left out"),
    .cut("photo.jpg", says: "photo.jpg is damaged; it is left out"),
    .cut("gif.gif", says: "gif.gif is damaged; it is left out"),
    .cut("webp.webp", says: "webp.webp is damaged; it is left out"),
    .cut("mp4.mp4", says: "mp4.mp4 is damaged; it is left out"),
    .removed("preview.png", says: "preview.png is missing; it is left out"),
    .cut("train/samples/step-0000006.png", says: "train/samples/step-0000006.png is damaged; it is left out"),
    .cut("evaluate/metrics.json", says: "evaluate/metrics.json is damaged; what it tells is left out"),
    .removed("evaluate/metrics.json", says: "evaluate/metrics.json is missing; what it tells is left out"),
    .cut("train/best.safetensors", says: "train/best.safetensors is damaged; the training's other model is shown"),
    .cut("manifest.json", says: "manifest.json is damaged; what it tells is left out"),
    .removed("manifest.json", says: "manifest.json is missing; what it tells is left out"),
    Case(
      "a link in the place of a file", says: "sheet.png is missing; it is left out",
      change: { run in
        try FileManager.default.removeItem(atPath: run.path("sheet.png"))
        try FileManager.default.createSymbolicLink(atPath: run.path("sheet.png"), withDestinationPath: "photo.jpg")
      }),
    Case(
      "both models",
      says: "train/best.safetensors is damaged; the training's other model is shown",
      "train/checkpoint.safetensors is damaged; the playground and the networks are left out",
      change: { run in
        for name in ["best", "checkpoint"] { try run.write(Data("{".utf8), to: "train/\(name).safetensors") }
      }),
  ]

  @Test(arguments: cases)
  func theRestIsShownAndTheDamageTold(each: Case) throws {
    let run = try SmallRun()
    try each.change(run)
    let (report, html) = try run.report()
    #expect(report.gaps == each.gaps)
    #expect(html.contains("<h2 id=\"gaps-title\">") == !each.gaps.isEmpty)
    // All else is there.
    #expect(report.sheets.shown.count >= 3 && html.contains("<h2 id=\"sheets-title\">"))
    #expect(html.hasSuffix("</html>\n"))
    // A page for others names no file of theirs.
    let shared = try run.report(isShared: true).data
    #expect(
      shared.gaps.allSatisfy { gap in
        !["sheet.png", "photo.", "preview.", "gif.", "webp.", "mp4."].contains { gap.contains($0) }
      })
  }

  @Test func curvesStayWithoutTheDamagedLines() throws {
    let run = try SmallRun()
    try Self.spoil("train/metrics.jsonl", 3...7)(run)
    let losses = try #require(try run.report().data.charts.first)
    #expect(losses.series[0].x == [1, 2, 8, 9, 10, 11, 12])
  }

  @Test(arguments: [
    ("nothing", "there is no folder "), ("file", ": give the folder of a run"),
    ("folder", "it has neither manifest.json nor a folder 'train'"),
  ])
  func whatIsNoRunIsAnError(name: String, words: String) throws {
    let scratch = try TemporaryFolder()
    try FileManager.default.createDirectory(atPath: scratch.path(of: "folder"), withIntermediateDirectories: true)
    try Data("x".utf8).write(to: URL(fileURLWithPath: scratch.path(of: "file")))
    let error = #expect(throws: PipelineError.self) {
      try RunReport(of: RunFolder(scratch.path(of: name)), tools: SmallRun.tools())
    }
    #expect(error?.code == .missingInput && error?.message.contains(words) == true, "\(error?.message ?? "")")
  }

  @Test func aNewerRunIsAnError() throws {
    let run = try SmallRun()
    try run.changeManifest { $0["format"] = 99 }
    let error = #expect(throws: PipelineError.self) { try RunReport(of: run.folder, tools: SmallRun.tools()) }
    #expect(error?.code == .data)
  }
}
