import Foundation
import Testing

@testable import ArtReport

/// Pages about several runs.
struct ComparisonTests {
  private static func chart(
    _ id: String, _ group: ReportChart.Group, _ series: [ReportChart.Series], baseline: Double? = nil
  ) -> ReportChart {
    ReportChart(
      id: id, group: group, title: id.capitalized, note: "", scale: .linear, series: series,
      lines: baseline.map { [.init(name: "real images", y: $0)] })
  }

  private static func series(_ name: String, _ y: [Double?], band: Bool = false) -> ReportChart.Series {
    ReportChart.Series(name: name, x: Array(1...y.count), y: y, low: band ? y : nil, high: band ? y : nil)
  }

  /// Each curve has a chart, with a series for each run that has it.
  @Test func curvesLieOverEachOther() {
    let one = [
      Self.chart(
        "losses", .training, [Self.series("generator", [1, 2], band: true), Self.series("discriminator", [3, 4])]),
      Self.chart("recall", .evaluation, [Self.series("model", [0.5], band: true)], baseline: 0.9),
    ]
    let two = [
      Self.chart("losses", .training, [Self.series("generator", [5, 6, 7])]),
      Self.chart("recall", .evaluation, [Self.series("model", [0.6])], baseline: 0.8),
      Self.chart("precision", .evaluation, [Self.series("model", [0.7])], baseline: 0.7),
    ]
    let all = ComparisonCharts.overlaid(["a", "b"], [one, two])
    #expect(all.map(\.title) == ["Losses: generator", "Losses: discriminator", "Recall", "Precision"])
    #expect(Set(all.map(\.id)).count == 4)
    #expect(all.map { $0.series.map(\.name) } == [["a", "b"], ["a"], ["a", "b"], ["b"]])
    #expect(all[0].series.map(\.y) == [[1, 2], [5, 6, 7]] && all[0].series[0].low == nil)
    #expect(all[2].series[0].low == [0.5])
    #expect(all[0].lines == nil)
    #expect(all[2].lines?.map(\.name) == ["real images (a)", "real images (b)"])
    #expect(all[3].lines == [.init(name: "real images", y: 0.7)])
    let same = ComparisonCharts.overlaid(["a", "b"], [[one[1]], [one[1]]])
    #expect(same[0].lines == [.init(name: "real images", y: 0.9)])
  }

  @Test(arguments: [
    (10, 4, [0, 3, 6, 9]), (3, 5, [0, 1, 2]), (9, 0, [0, 8]), (1, 0, [0]), (5, 5, [0, 1, 2, 3, 4]),
    (100, 3, [0, 49, 99]),
  ])
  func sheetsAreThinnedEvenly(all: Int, count: Int, kept: [Int]) {
    #expect(ComparisonSheets.evenly(Array(0..<all), count) == kept)
  }

  /// The page's own script stands behind the report's, in one scope, and names no place that the page lacks.
  @Test func thePageHasWhatItsScriptsAskFor() throws {
    let template = ComparisonFiles.template + ReportFiles.curves
    let asked = ComparisonFiles.scripts.matches(of: /at\("([a-z]+)"\)/).map { "side-\($0.1)" }
    #expect(asked.count >= 4)
    for id in Set(asked + ["side-first", "side-before", "side-after", "side-last", "chart-smoothing", "chart-closer"]) {
      #expect(template.contains("id=\"\(id)\""), "\(id)")
    }
    let places = ComparisonFiles.template.matches(of: /<!--put ([a-z-]+)-->/).map { String($0.1) }
    #expect(
      Set(places) == [
        "head", "program", "title", "facts", "gaps", "settings", "metrics", "curves", "data",
      ])
    #expect(!template.contains("http:") && !template.contains("https:") && !template.contains("//"))
  }
}
