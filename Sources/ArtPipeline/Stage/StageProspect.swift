import ArtSettings

/// What a stage would do if it were run now.
public enum StageProspect: Hashable, Sendable {
  /// Nothing that it depends on has changed: its files stay.
  case unchanged
  /// It is not run again. What is good in these files, which were changed since, stays in use.
  case mends([String])
  /// It goes on where an earlier run was left. `total` is nil where it is not known before the stage runs.
  case goesOn(step: Int, total: Int?)
  /// It starts at its first step. What an earlier run left is moved aside, for this reason, as the end of a sentence:
  /// `the learning rate is another`.
  case beginsAnew(because: String)
  /// It runs where an earlier stage, which runs too, gives something else than before; else it stays unchanged. A costly
  /// stage begins anew then.
  case follows(String, isCostly: Bool)
  /// It runs, and loses nothing by it.
  case runs
}

extension StageProspect: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unchanged: "unchanged"
    case .mends(let files): "unchanged, but for what was changed or damaged in \(files.joined(separator: " and "))"
    case .goesOn(let step, let total):
      "goes on from step \(Counted.text(step))" + (total.map { " of \(Counted.text($0))" } ?? "")
    case .beginsAnew(let reason): "begins anew, because \(reason)"
    case .follows(let stage, let isCostly):
      "\(isCostly ? "begins anew" : "runs"), if '\(stage)' gives something else than before; else unchanged"
    case .runs: "runs"
    }
  }
}
