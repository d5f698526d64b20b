import Foundation
import Testing

@testable import ArtReport

/// The files that pages are made of, and how they are put together.
struct ReportFilesTests {
  private static let package = URL(filePath: #filePath).appending(path: "../../..").standardized
  private static let folder = package.appending(path: "Sources/ArtReport/Report")

  @Test func thePageHoldsAllOfItsFiles() throws {
    let html = try SmallRun().report().html
    let parts = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: Self.folder.appending(path: "parts.json")))
        as? [String: [String]])
    var place = html.startIndex
    for file in (parts["style"] ?? []) + (parts["theme"] ?? []) + (parts["scripts"] ?? []) {
      let text = try String(contentsOf: Self.folder.appending(path: file), encoding: .utf8)
      let range = html.range(of: text, range: place..<html.endIndex)
      #expect(range != nil, "\(file)")
      place = range?.upperBound ?? place
    }
    #expect(html.contains("default-src 'none'") && !html.contains("https://") && !html.contains("src=\"http"))
  }

  /// The program's glossary is that of the documentation.
  @Test func theGlossaryIsThatOfTheDocumentation() throws {
    let text = try String(contentsOf: Self.package.appending(path: "docs/glossary.md"), encoding: .utf8)
    #expect(ReportFiles.glossary == text)
    let terms = ReportGlossary.terms
    #expect(terms.count == text.components(separatedBy: "<br>\n").count - 1)
    #expect(terms.first?.words == ["GAN", "generative adversarial network"])
    #expect(terms.contains { $0.words == ["Truncation"] && $0.title == "Truncation" })
    for term in terms {
      #expect(term.text.hasSuffix(".") && !term.text.contains { "[]`*<".contains($0) }, "\(term.title): \(term.text)")
    }
  }

  @Test(
    arguments: [
      ([], "a  z"), (["one"], "a <1> z"), (["two"], "a  z"), (["one", "two"], "a <1 <2>> z"),
    ] as [(Set<String>, String)])
  func partsThatAreNotThereGo(present: Set<String>, page: String) {
    let template = Template("a <!--if one--><<!--put x--><!--if two--> <<!--put y-->><!--end two-->><!--end one--> z")
    #expect(template.filled(["x": "1", "y": "2"], present: present) == page)
  }

  /// Ten thousand steps are drawn as means, with the lowest and the highest of each.
  @Test func longCurvesAreThinned() throws {
    let steps = Array(1...10_000)
    let (series, mean) = try #require(
      ReportChart.Series.thinned("a", steps: steps, values: steps.map { $0 == 5 ? nil : Double($0) }))
    #expect(mean == 7 && series.x.count == 1429 && series.x.first == 7 && series.x.last == 10_000)
    #expect(series.y[0] == 3.8333 && series.low?[0] == 1 && series.high?[0] == 7)
    #expect(ReportChart.Series.thinned("a", steps: [1, 2], values: [nil, .nan]) == nil)
  }
}
