import ArtSettings

/// What a stage would do if it were run now.
public enum StageProspect: Hashable, Sendable {
  /// Nothing that it depends on has changed: its files stay.
  case unchanged
  /// It goes on where an earlier run was left. `total` is nil where it is not known before the stage runs.
  case goesOn(step: Int, total: Int?)
  /// It starts at its first step. What an earlier run left is moved aside, for this reason, as the end of a sentence:
  /// `the learning rate is another`.
  case beginsAnew(because: String)
  /// It runs, and loses nothing by it.
  case runs
}

extension StageProspect: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unchanged: "unchanged"
    case .goesOn(let step, let total):
      "goes on from step \(Counted.text(step))" + (total.map { " of \(Counted.text($0))" } ?? "")
    case .beginsAnew(let reason): "begins anew, because \(reason)"
    case .runs: "runs"
    }
  }
}
