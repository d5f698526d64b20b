public import ArtEvaluation
import ArtFiles
import ArtSettings

/// Runs side by side: what they differ in, and what came of it.
public struct RunComparison: Sendable {
  /// Something that each run has a value of; nil where one has none.
  public struct Row: Hashable, Sendable {
    public let name: String
    public let values: [String?]
    /// Whether the values are counts: people read them with commas.
    public var isCount = false

    /// A value as people read it.
    public func shown(_ value: String?) -> String? {
      isCount ? value.flatMap { Int($0) }.map { Counted.text($0) } ?? value : value
    }

    /// Whether not all are the same.
    public var differs: Bool { Set(values).count > 1 }
  }

  /// A metric of each run; nil where one was not measured.
  public struct MetricRow: Sendable {
    public let id: String
    public let title: String
    public let direction: MetricDirection
    public let entries: [EvaluationReport.Entry?]
    /// The run that is better than all others by more than chance; nil where none is, or where they cannot be compared.
    public let best: Int?
  }

  public let runs: [KeptRun]
  /// What the runs are called: their folders' names, or the paths where these are the same.
  public let names: [String]
  /// What the runs were made by and of: program, seed, data, length.
  public let facts: [Row]
  /// The settings that differ, by their paths in the document.
  public let settings: [Row]
  public let metrics: [MetricRow]
  /// Whether the metrics were all measured in the same way.
  public let isComparable: Bool

  public init(_ runs: [KeptRun]) {
    self.runs = runs
    let short = runs.map(\.name)
    names = Set(short).count == runs.count ? short : runs.map(\.folder.path)
    facts = Self.facts(runs)
    settings = Self.settings(runs)
    let ways = runs.compactMap { $0.metrics?.way }
    let isComparable = ways.count == runs.count && Set(ways).count == 1
    self.isComparable = isComparable
    metrics = Self.metrics(runs, isComparable: isComparable)
  }

  private static func facts(_ runs: [KeptRun]) -> [Row] {
    func row(_ name: String, _ value: (KeptRun) -> String?) -> Row { Row(name: name, values: runs.map(value)) }
    func row(count name: String, _ value: (KeptRun) -> Int?) -> Row {
      Row(name: name, values: runs.map { value($0).map { "\($0)" } }, isCount: true)
    }
    return [
      row("state") { $0.state.words },
      row("artpipe") { $0.manifest?.artpipe },
      row("seed") { $0.manifest.map { "\($0.seed)" } },
      row("model") { $0.model },
      row("data set") { $0.manifest?.dataset?.name },
      row(count: "images") { $0.manifest?.dataset?.count },
      row("image size") { $0.manifest?.dataset.map(\.sizeWords) },
      row("images' hash") { $0.manifest?.dataset.map { String($0.hash.prefix(12)) } },
      row(count: "images not used") { $0.manifest?.dataset?.rejected.count },
      row(count: "steps") { $0.training?.steps },
      row(count: "training time, s") { $0.training?.seconds.map { Int($0.rounded()) } },
    ].filter { !$0.values.allSatisfy { $0 == nil } }
  }

  private static func settings(_ runs: [KeptRun]) -> [Row] {
    let all = runs.map { run in
      Dictionary(
        (run.manifest?.document.flatSettings ?? []).map { ($0.path, $0.value.canonicalJSON) },
        uniquingKeysWith: { $1 })
    }
    var (paths, known) = ([String](), Set<String>())
    for run in runs {
      for (path, _) in run.manifest?.document.flatSettings ?? [] where known.insert(path).inserted {
        paths.append(path)
      }
    }
    // What a run is called and says of itself is no setting that anything follows from.
    return paths.filter { !["name", "description"].contains($0) }.map { path in
      Row(name: path, values: all.map { $0[path] })
    }.filter(\.differs)
  }

  private static func metrics(_ runs: [KeptRun], isComparable: Bool) -> [MetricRow] {
    var rows: [MetricRow] = []
    for entry in runs.flatMap({ $0.metrics?.entries ?? [] }) where !rows.contains(where: { $0.id == entry.id }) {
      let entries = runs.map { run in run.metrics?.entries.first { $0.id == entry.id } }
      rows.append(
        MetricRow(
          id: entry.id, title: entry.title, direction: entry.direction, entries: entries,
          best: isComparable ? best(entries, entry.direction) : nil))
    }
    return rows
  }

  /// The one whose interval lies on the better side of all others'.
  static func best(_ entries: [EvaluationReport.Entry?], _ direction: MetricDirection) -> Int? {
    guard direction != .likeReal, entries.count > 1 else { return nil }
    let intervals = entries.map { $0?.model.interval }
    return intervals.indices.first { index in
      guard let mine = intervals[index] else { return false }
      return intervals.indices.allSatisfy { other in
        guard other != index else { return true }
        guard let theirs = intervals[other] else { return false }
        return direction == .lower ? mine.high < theirs.low : mine.low > theirs.high
      }
    }
  }
}

extension Manifest.DatasetRecord {
  /// `28×28, grey`.
  fileprivate var sizeWords: String {
    guard shape.count == 3 else { return "" }
    return "\(shape[1])×\(shape[0]), \(shape[2] == 1 ? "grey" : "colour")"
  }
}
