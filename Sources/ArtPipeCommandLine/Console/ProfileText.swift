import ArtSettings
import ArtGAN
import ArtGraph
import ArtNN

/// A profile as tables for people.
enum ProfileText {
  enum Order: String, CaseIterable {
    case run, time
  }

  static func lines(_ profile: TrainingProfile, order: Order) -> [String] {
    let images = Double(profile.batchSize) / max(profile.seconds, 1e-9)
    var lines = [
      "\(profile.model): batches of \(profile.batchSize), "
        + "\(Counted.text(profile.threads, "thread")), "
        + "\(profile.convolutionAlgorithms.remark)median of "
        + Counted.text(profile.measuredSteps, "step"),
      "one training step: \(milliseconds(profile.seconds)) ms, \(ProgressText.number(images)) batch images/s",
    ]
    for program in profile.programs {
      let runs = program.runs == 1 ? "" : ", run \(ProgressText.count(program.runs)) times a step"
      lines +=
        ["", "\(program.name): \(Counted.text(program.steps.count, "step"))\(runs)"]
        + steps(program, of: profile, order)
    }
    lines += ["", "By kind:"] + kinds(profile)
    lines += ["", "Memory:"] + memory(profile)
    return lines
  }

  // MARK: Steps

  private static let header = [
    "#", "ms", "%", "direct", "actual", "MB", "GB/s", "algorithm", "step", "part of the model",
  ]

  private static func steps(
    _ program: TrainingProfile.Program, of profile: TrainingProfile, _ order: Order
  ) -> [String] {
    var entries = Array(program.steps.enumerated())
    if order == .time {
      entries.sort { ($1.element.seconds, $0.offset) < ($0.element.seconds, $1.offset) }
    }
    let rows = entries.map { index, step in
      let description = step.description
      let numbers = Total(step, runs: program.runs).columns(of: profile.stepSeconds)
      return [String(index + 1)] + numbers + [description.algorithm ?? "", description.summary, scopes(description)]
    }
    let total = Total(program).columns(of: profile.stepSeconds)
    return table([header] + rows + [[""] + total + ["", "total", ""]], numbers: 7)
  }

  /// The first part of the model, and how many more there are.
  private static func scopes(_ description: StepDescription) -> String {
    guard let first = description.scopes.first else { return "" }
    let more = description.scopes.count - 1
    return more == 0 ? first : "\(first) and \(more) more"
  }

  // MARK: Kinds and memory

  private static func kinds(_ profile: TrainingProfile) -> [String] {
    var rows = [["", "ms", "%", "direct", "actual", "MB", "GB/s", "kind"]]
    var all = Total()
    for kind in StepDescription.Kind.allCases {
      var total = Total()
      for program in profile.programs {
        for step in program.steps where step.description.kind == kind { total.add(Total(step, runs: program.runs)) }
      }
      guard total.count > 0 else { continue }
      all.add(total)
      rows.append([String(total.count)] + total.columns(of: profile.stepSeconds) + [kind.rawValue])
    }
    rows.append([String(all.count)] + all.columns(of: profile.stepSeconds) + ["total"])
    return table(rows, numbers: 7)
  }

  private static func memory(_ profile: TrainingProfile) -> [String] {
    var rows: [[String]] = []
    for program in profile.programs {
      let memory = program.memory
      rows.append([megabytes(memory.arena), "results and scratch memory of the \(program.name)"])
      rows.append([megabytes(memory.largestScratch), "  of that at most scratch memory of one step"])
      rows.append([megabytes(memory.inputs + memory.constants), "inputs and constants of the \(program.name)"])
    }
    rows.append([megabytes(profile.variableBytes), "weights and optimiser state"])
    rows.append([megabytes(profile.totalBytes), "total"])
    return table([["MB", ""]] + rows, numbers: 1)
  }

  /// Rows whose first columns are numbers; the header first.
  private static func table(_ rows: [[String]], numbers: Int) -> [String] {
    TextTable(rows, rightAligned: 0..<numbers).lines(indent: "  ")
  }

  // MARK: Numbers

  static func milliseconds(_ seconds: Double) -> String { fixed(seconds * 1e3, 2) }

  static func megabytes(_ bytes: Int) -> String { fixed(Double(bytes) / 1e6, 1) }

  /// With a fixed number of digits behind the point.
  static func fixed(_ value: Double, _ digits: Int) -> String {
    var scale = 1
    for _ in 0..<digits { scale *= 10 }
    let (whole, rest) = Int((value * Double(scale)).rounded()).quotientAndRemainder(dividingBy: scale)
    let tail = String(rest)
    return "\(whole)." + String(repeating: "0", count: digits - tail.count) + tail
  }

  /// Work and time of some steps together.
  private struct Total {
    var count = 0
    var seconds = 0.0
    var direct = 0
    var actual = 0
    var bytes = 0

    init() {}

    init(_ step: TrainingProfile.Step, runs: Double) {
      count = 1
      seconds = step.seconds
      direct = Int(Double(step.description.directMultiplyAdds) * runs)
      actual = Int(Double(step.description.multiplyAdds) * runs)
      bytes = Int(Double(step.description.bytesMoved) * runs)
    }

    init(_ program: TrainingProfile.Program) {
      for step in program.steps { add(Total(step, runs: program.runs)) }
    }

    mutating func add(_ other: Total) {
      count += other.count
      seconds += other.seconds
      direct += other.direct
      actual += other.actual
      bytes += other.bytes
    }

    /// Milliseconds, share, direct and actual GFLOP/s, MB, GB/s.
    func columns(of whole: Double) -> [String] {
      let time = max(seconds, 1e-9)
      func rate(_ multiplyAdds: Int) -> String {
        multiplyAdds == 0 ? "" : ProfileText.fixed(2e-9 * Double(multiplyAdds) / time, 1)
      }
      return [
        ProfileText.milliseconds(seconds), ProfileText.fixed(100 * seconds / max(whole, 1e-9), 1), rate(direct),
        rate(actual), ProfileText.megabytes(bytes), ProfileText.fixed(1e-9 * Double(bytes) / time, 1),
      ]
    }
  }
}
