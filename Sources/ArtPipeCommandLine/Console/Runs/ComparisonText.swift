import ArtEvaluation
import ArtNN
import ArtPipeline

/// A comparison of runs in words and as comma-separated values.
enum ComparisonText {
  static func lines(_ comparison: RunComparison) -> [String] {
    let names = comparison.names
    var lines = TextTable(
      [[""] + names] + comparison.facts.map { row in [row.name] + row.values.map { row.shown($0) ?? RunText.none } }
    ).lines()
    lines += ["", comparison.settings.isEmpty ? "No setting differs." : "Settings that differ"]
    lines += TextTable(comparison.settings.map { [$0.name] + $0.values.map { $0 ?? "not given" } }).lines(indent: "  ")
    lines += [""] + metrics(comparison)
    return lines
  }

  private static func metrics(_ comparison: RunComparison) -> [String] {
    guard !comparison.metrics.isEmpty else { return ["No run was evaluated: add \"evaluate\": true to its training."] }
    let runs = comparison.runs
    let counts = zip(comparison.names, runs).map { name, run in
      let words = run.metrics.map { metrics in
        let step = metrics.step.map { " after step \($0)" } ?? ""
        return "\(metrics.samples) samples\(step), compared with \(metrics.words)"
      }
      return "  \(name): \(words ?? "not evaluated")"
    }
    var header = ["metric"]
    for name in comparison.names { header += [name, "95 % interval", "baseline"] }
    let rows = comparison.metrics.map { row in
      [row.title]
        + row.entries.flatMap { entry in
          [
            entry?.model.value.fourDigits ?? RunText.none, entry?.model.interval?.words ?? RunText.none,
            entry?.baseline?.value.fourDigits ?? RunText.none,
          ]
        } + [
          row.direction == .likeReal ? "like real" : row.direction.rawValue,
          row.best.map { comparison.names[$0] } ?? RunText.none,
        ]
    }
    let table = TextTable([header + ["better", "best"]] + rows, rightAligned: 1..<(header.count)).lines(indent: "  ")
    let caution =
      comparison.isComparable
      ? "'best' names a run only where its interval lies on the better side of all others."
      : "The images were not measured in the same way: compare each value with its own baseline."
    return ["Metrics"] + counts + [""] + table + ["", caution]
  }

  /// A row for each fact, differing setting and metric, a column for each run. A metric has rows for its value, the ends
  /// of its interval and its baseline.
  static func csv(_ comparison: RunComparison) -> String {
    func rows(_ kind: String, _ rows: [RunComparison.Row]) -> [[String]] {
      rows.map { [kind, $0.name] + $0.values.map { $0 ?? "" } }
    }
    let metrics = comparison.metrics.flatMap { row in
      func cells(_ name: String, _ value: (EvaluationReport.Entry) -> Double?) -> [String] {
        ["metric", name] + row.entries.map { entry in entry.flatMap(value).map { "\($0)" } ?? "" }
      }
      return [
        cells(row.id) { $0.model.value }, cells("\(row.id) low") { $0.model.interval?.low },
        cells("\(row.id) high") { $0.model.interval?.high }, cells("\(row.id) baseline") { $0.baseline?.value },
      ]
    }
    return CSVText.lines(
      ["kind", "name"] + comparison.names,
      rows("run", comparison.facts) + rows("setting", comparison.settings) + metrics)
  }
}
