import ArtMetrics

extension EvaluationReport {
  /// The report for people: what was compared, and a table of figures.
  public var lines: [String] {
    let step = model.step.map { ", step \(Counted.text($0))" } ?? ""
    let truncation = samples.truncation.map { ", truncation \($0)" } ?? ""
    let asked =
      samples.asked.map { " (of \(Counted.text($0)): no more real pictures can stand in their place)" } ?? ""
    let count = Counted.text(samples.count, "sample") + asked
    var lines = [
      "Model     \(model.id)\(step): \(count), seed \(samples.seed)\(truncation)",
      "Against   \(Counted.text(real.count, "real picture")): \(real.name)\(Self.sourceWords(real.source))",
      "Compared  by \(features.name): \(Counted.text(features.count, "number")) for each picture",
      "Real      \(floor.words)",
      "Copies    of \(Counted.text(real.trainingCount, "training picture")); real: \(floor.copies)", "",
    ]
    lines += Self.aligned(
      [["", "model", "95 % interval", "real", "good is"]]
        + figures.map { figure in
          [
            figure.title, Self.number(figure.model.value), Self.interval(figure.model),
            figure.real.map { Self.number($0.value) } ?? "–", Self.words(figure.aim),
          ]
        })
    if let classes {
      lines += ["", "Classes, in percent"]
      lines += Self.aligned([
        [""] + classes.map(\.name), ["model"] + classes.map { Self.percent($0.model.value) },
        ["real"] + classes.map { Self.percent($0.real.value) },
      ])
    }
    if hasManyCopies {
      lines += [
        "",
        "More near copies than among real pictures: copies, or pictures with little shape, grey or blurred, which",
        "lie near many. nearest.png in the output folder shows which.",
      ]
    }
    return lines
  }

  /// Whether there are more near copies than chance explains.
  private var hasManyCopies: Bool {
    guard let copies = self["nearCopies"], let real = copies.real else { return false }
    return copies.model.interval?.low ?? copies.model.value > real.interval?.high ?? real.value
  }

  private static func sourceWords(_ source: String) -> String {
    switch RealPictures.Source(rawValue: source) {
    case .reference: ", not learnt from"
    // Its name says it; whether the model has learnt from it, nothing does.
    case .validation: ""
    case .training, nil: ", which the model has learnt from; a reference that it has not seen would tell more"
    }
  }

  private static func words(_ aim: Aim) -> String {
    switch aim {
    case .lower: "lower"
    case .higher: "higher"
    case .like: "like real"
    }
  }

  /// About four digits, or all before the point where there are more.
  static func number(_ value: Double) -> String {
    guard value.isFinite else { return "\(value)" }
    let size = abs(value)
    let places = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 0.01 || size == 0 ? 3 : 6
    return fixed(value, places)
  }

  private static func percent(_ share: Double) -> String { fixed(100 * share, 1) }

  private static func interval(_ estimate: Estimate) -> String {
    guard let interval = estimate.interval else { return "–" }
    return "\(number(interval.low)) to \(number(interval.high))"
  }

  private static func fixed(_ value: Double, _ places: Int) -> String {
    let factor = (0..<places).reduce(1.0) { power, _ in power * 10 }
    // Far beyond any figure, and safe to hold in a whole number.
    let scaled = Int((min(abs(value), 1e14) * factor).rounded())
    let (whole, rest) = scaled.quotientAndRemainder(dividingBy: Int(factor))
    let digits = String(rest)
    let fraction = places == 0 ? "" : "." + String(repeating: "0", count: places - digits.count) + digits
    return (value < 0 && scaled != 0 ? "-" : "") + Counted.text(whole) + fraction
  }

  /// Columns: the first to the left, the others to the right.
  private static func aligned(_ rows: [[String]]) -> [String] {
    let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      row.enumerated().map { column, text in
        let space = String(repeating: " ", count: widths[column] - text.count)
        return column == 0 ? text + space : "  " + space + text
      }.joined()
    }
  }
}
