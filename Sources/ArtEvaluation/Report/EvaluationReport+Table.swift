import ArtNN
import ArtSettings

extension EvaluationReport {
  /// The report for people: what was compared, a table of the metrics, what there is to say of them, and
  /// all of it in plain words.
  public var lines: [String] {
    let step = model.step.map { ", step \(Counted.text($0))" } ?? ""
    let truncation = samples.truncation.map { ", truncation \($0)" } ?? ""
    let fewer = translation == nil ? "no more real images for the baseline" : "no more inputs"
    let asked = samples.asked.map { " (of \(Counted.text($0)): there are \(fewer))" } ?? ""
    let count = Counted.text(samples.count, translation == nil ? "sample" : "translated image") + asked
    let kind = translation.map { $0.isPaired ? ", each that of an input" : "" } ?? ""
    let real = (translation == nil ? "Real      " : "Targets   ") + Counted.text(self.real.count, "image") + kind
    var lines = [
      "Model     \(model.id)\(step): \(count), seed \(samples.seed)\(truncation)",
      "\(real): \(self.real.name)\(self.real.source.remark)",
      "Features  \(features.name): \(Counted.text(features.count, "feature")) per image",
      "Training  \(Counted.text(self.real.trainingCount, "image")): \(self.real.trainingName)",
      "Baseline  \(baseline.description)", "",
    ]
    lines += metricsTable
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

  /// A row for each metric, with those of its parts behind it.
  private var metricsTable: [String] {
    let hasMean = metrics.contains { $0.meanTarget != nil }
    let baselines = translation == nil ? ["baseline"] : ["input"] + (hasMean ? ["mean target"] : [])
    var rows = [["", "model", "95 % interval"] + baselines + ["better"]]
    func add(_ title: String, _ model: Estimate, _ baseline: Estimate?, _ mean: Estimate?, _ better: MetricDirection) {
      rows.append(Self.row(title, model, hasMean ? [baseline, mean] : [baseline], better))
    }
    for entry in metrics {
      add(entry.title, entry.model, entry.baseline, entry.meanTarget, entry.direction)
      for part in entry.parts ?? [] { add("  \(part.title)", part.model, part.baseline, nil, entry.direction) }
    }
    return Self.table(rows)
  }

  /// Rows with a title and numbers.
  private static func table(_ rows: [[String]]) -> [String] {
    TextTable(rows, rightAligned: 1..<(rows.first?.count ?? 1)).lines()
  }

  private static func row(
    _ title: String, _ model: Estimate, _ baselines: [Estimate?], _ direction: MetricDirection
  ) -> [String] {
    [title, model.value.fourDigits, model.interval?.words ?? "–"] + baselines.map { $0?.value.fourDigits ?? "–" }
      + [direction == .likeReal ? "like real" : direction.rawValue]
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
