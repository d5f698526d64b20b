import ArtNN
import ArtSettings

extension EvaluationReport {
  /// The report for people: what was compared, a table of the metrics, what there is to say of them, and
  /// all of it in plain words.
  public var lines: [String] {
    let step = model.step.map { ", step \(Counted.text($0))" } ?? ""
    let truncation = samples.truncation.map { ", truncation \($0)" } ?? ""
    let asked =
      samples.asked.map { " (of \(Counted.text($0)): there are no more real images for the baseline)" } ?? ""
    let count = Counted.text(samples.count, "sample") + asked
    var lines = [
      "Model     \(model.id)\(step): \(count), seed \(samples.seed)\(truncation)",
      "Real      \(Counted.text(real.count, "image")): \(real.name)\(real.source.remark)",
      "Features  \(features.name): \(Counted.text(features.count, "feature")) per image",
      "Training  \(Counted.text(real.trainingCount, "image")): \(real.trainingName)",
      "Baseline  \(baseline.description)", "",
    ]
    lines += Self.table(
      [["", "model", "95 % interval", "baseline", "better"]]
        + metrics.flatMap { entry in
          [Self.row(entry.title, entry.model, entry.baseline, entry.direction)]
            + (entry.parts ?? []).map { Self.row("  \($0.title)", $0.model, $0.baseline, entry.direction) }
        })
    if let classes {
      lines += ["", "Classes, in percent"]
      lines += Self.table([
        [""] + classes.map(\.name), ["model"] + classes.map { Self.percent($0.model.value) },
        ["real"] + classes.map { Self.percent($0.real.value) },
      ])
    }
    let notes = metrics.flatMap { $0.notes ?? [] }
    return (notes.isEmpty ? lines : lines + [""] + notes) + ["", summary.text]
  }

  /// Rows with a title and numbers.
  private static func table(_ rows: [[String]]) -> [String] {
    TextTable(rows, rightAligned: 1..<(rows.first?.count ?? 1)).lines()
  }

  private static func row(
    _ title: String, _ model: Estimate, _ baseline: Estimate?, _ direction: MetricDirection
  ) -> [String] {
    [
      title, model.value.fourDigits, model.interval?.words ?? "–", baseline?.value.fourDigits ?? "–",
      direction == .likeReal ? "like real" : direction.rawValue,
    ]
  }

  private static func percent(_ share: Double) -> String { (100 * share).text(places: 1) }
}

extension RealImages.Source {
  /// What to know of real images of this source.
  fileprivate var remark: String {
    switch self {
    case .reference: ", not used in training"
    // Its name says it; whether the model was trained on it, nothing does.
    case .validation: ""
    case .training: ", which the model was trained on; held-out images give more reliable metrics"
    }
  }
}
