import ArtFiles
public import ArtPipeline
import Foundation

/// One page about several runs, without a network and without anything beside it: what they differ in, their metrics, their
/// sheets side by side, their curves over each other.
public struct ComparisonPage {
  private let comparison: RunComparison
  private let charts: [ReportChart]
  private let sheets: ComparisonSheets
  private let gaps: [String]

  /// There are so many colours for curves.
  public static let mostRuns = 8

  /// - Parameters:
  ///   - comparison: The runs.
  ///   - tools: The metrics that the runs may name.
  public init(_ comparison: RunComparison, tools: Toolbox) {
    self.comparison = comparison
    let logs = comparison.runs.map { run in run.training.map { TrainingLog($0.id, in: run.folder, run.manifest) } }
    charts = ComparisonCharts.overlaid(
      comparison.names, logs.map { $0.map { TrainingCharts(log: $0, metrics: tools.metrics).all } ?? [] })
    let sheets = ComparisonSheets(comparison, logs)
    self.sheets = sheets
    let damaged = zip(comparison.runs, logs).flatMap { run, log in
      (log?.problems ?? []).map { "\(run.folder.path(of: $0.file)): \($0.words)" }
    }
    // What both readers tell is told once.
    gaps =
      (comparison.runs.flatMap(\.problems) + damaged).reduce(into: [String]()) { all, words in
        if !all.contains(where: { words.hasPrefix($0) }) { all.append(words) }
      } + sheets.gaps
  }

  /// The whole page.
  ///
  /// - Throws: `EncodingError`, where a number is none.
  public func html() throws -> String {
    let program = "artpipe \(ArtPipeVersion.current)"
    let title = HTML.text(comparison.names.joined(separator: ", "))
    let hasSheets = sheets.shown.contains { !$0.isEmpty }
    let parts = [
      "gaps": !gaps.isEmpty, "metrics": !comparison.metrics.isEmpty, "sheets": hasSheets, "charts": !charts.isEmpty,
      "charts-training": charts.contains { $0.group == .training },
      "charts-evaluation": charts.contains { $0.group == .evaluation },
    ]
    let present = Set(parts.filter(\.value).keys)
    let tables = ComparisonTables(comparison)
    let head = PageHead(
      program: program, title: title, style: ReportFiles.style + ComparisonFiles.style,
      policy: "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:",
      main: "comparison", whole: "page", contents: contents(present))
    return Template(ComparisonFiles.template).filled(
      [
        "program": program, "title": title, "head": head.html(present: present), "facts": tables.facts,
        "gaps": gaps.map { "    <li>\(HTML.text($0))</li>\n" }.joined(), "settings": tables.settings,
        "metrics": tables.metrics, "data": try data(program),
        "curves": Template(ReportFiles.curves).filled(
          [
            "bands":
              "The bands are 95 % confidence intervals; a dashed line is a baseline, the same metric of real images, "
              + "or of the inputs themselves where models translate images."
          ],
          present: present),
      ], present: present)
  }

  private func contents(_ present: Set<String>) -> String {
    let parts = [
      ("settings", "Settings", true), ("quality", "Metrics", present.contains("metrics")),
      ("sheets", "Sheets", present.contains("sheets")), ("curves", "Curves", present.contains("charts")),
    ]
    return parts.filter(\.2).map { "      <li><a href=\"#\($0.0)\">\($0.1)</a></li>\n" }.joined()
  }

  /// What the report's scripts read, and the runs' sheets.
  private struct PageData: Encodable {
    struct Run: Encodable {
      var name: String
      /// Which of the colours it has.
      var place: Int
      var sheets: [ComparisonSheets.Sheet]
    }

    var report = 1
    var program: String
    var charts: [ReportChart]
    /// None of one run alone, and no words to explain.
    var sheets = ReportData.Sheets()
    var glossary: [ReportData.Term] = []
    var runs: [Run]
  }

  private func data(_ program: String) throws -> String {
    let runs = zip(comparison.names, sheets.shown).enumerated().map { place, run in
      PageData.Run(name: run.0, place: place, sheets: run.1)
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let json = try encoder.encode(PageData(program: program, charts: charts, runs: runs))
    return HTML.data("report-data", json: String(decoding: json, as: UTF8.self))
      + sheets.blobs.map { HTML.bytes("blob-\($0.id)", $0.bytes, attributes: " data-type=\"image/png\"") }.joined()
      + HTML.script("report-script", files: ReportFiles.scripts + "\n" + ComparisonFiles.scripts)
  }
}

/// The page's own files; the rest is the report's.
enum ComparisonFiles {
  static let template = text(PackageResources.comparison_html)
  static let style = text(PackageResources.comparison_css)
  static let scripts = text(PackageResources.comparison_js)

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
