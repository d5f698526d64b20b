import ArtEvaluation
import ArtPipeline
import ArtSettings

/// The tables of a page about several runs.
struct ComparisonTables {
  private let comparison: RunComparison

  init(_ comparison: RunComparison) { self.comparison = comparison }

  var facts: String {
    table("The runs", "", comparison.facts.map { row in (row.name, row.values.map { cell($0, row) }) })
  }

  var settings: String {
    guard !comparison.settings.isEmpty else { return "  <p>No setting differs.</p>" }
    return table(
      "Settings that differ", "Setting",
      comparison.settings.map { row in
        (
          "<code>\(HTML.text(row.name))</code>",
          row.values.map { $0.map { "<code>\(HTML.text($0))</code>" } ?? "not given" }
        )
      }, isMarkup: true)
  }

  var metrics: String {
    let words =
      comparison.isComparable
      ? "A value is marked as the best only where its interval lies on the better side of all others."
      : "The images were not measured in the same way: compare each value with its own baseline."
    let measured = zip(comparison.names, comparison.runs).map { name, run in
      let metrics = run.metrics.map { metrics in
        let step = metrics.step.map { " after step \(Counted.text($0))" } ?? ""
        return "\(Counted.text(metrics.samples, "sample"))\(step), compared with \(metrics.words)"
      }
      return "    <li>\(HTML.text(name)): \(HTML.text(metrics ?? "not evaluated"))</li>\n"
    }
    let rows = comparison.metrics.map { row in
      let cells = row.entries.enumerated().map { place, entry in cell(entry, isBest: row.best == place) }
      return (name: "\(HTML.text(row.title))<small>\(Self.direction(row.direction))</small>", cells: cells)
    }
    return "  <p>\(words)</p>\n  <ul>\n\(measured.joined())  </ul>\n"
      + table("Metrics with their 95 % intervals", "Metric", rows, isMarkup: true)
  }

  private func cell(_ entry: EvaluationReport.Entry?, isBest: Bool) -> String {
    guard let entry else { return "–" }
    let interval = entry.model.interval.map { "<small>\(HTML.text($0.words))</small>" } ?? ""
    let baseline =
      entry.baseline.map { "<small>\(entry.baselineOf ?? "real images"): \(HTML.text($0.value.fourDigits))</small>" }
      ?? ""
    return "\(HTML.text(entry.model.value.fourDigits))\(isBest ? " (best)" : "")\(interval)\(baseline)"
  }

  private func cell(_ value: String?, _ row: RunComparison.Row) -> String { row.shown(value) ?? "–" }

  private static func direction(_ direction: MetricDirection) -> String {
    switch direction {
    case .lower: "lower is better"
    case .higher: "higher is better"
    case .likeReal: "best where real images are"
    }
  }

  /// - Parameter isMarkup: Whether names and cells are HTML.
  private func table(
    _ label: String, _ corner: String, _ rows: [(name: String, cells: [String])], isMarkup: Bool = false
  ) -> String {
    let put = { (text: String) in isMarkup ? text : HTML.text(text) }
    let heads = comparison.names.enumerated().map { place, name in
      "<th scope=\"col\"><span class=\"swatch s\(place)\" aria-hidden=\"true\"></span>\(HTML.text(name))</th>"
    }
    let lines = rows.map { row in
      let cells = row.cells.map { cell in
        "<td\(cell.contains(" (best)") ? " class=\"best\"" : "")>\(put(cell))</td>"
      }
      return "      <tr><th scope=\"row\">\(put(row.name))</th>\(cells.joined())</tr>\n"
    }
    let first = corner.isEmpty ? "<td></td>" : "<th scope=\"col\">\(corner)</th>"
    return """
        <div class="scroll" role="region" tabindex="0" aria-label="\(label)"><table>
          <thead><tr>\(first)\(heads.joined())</tr></thead>
          <tbody>
      \(lines.joined())    </tbody>
        </table></div>
      """
  }
}
