/// A return to an earlier checkpoint, after the training diverged.
public struct RollBack: Codable, Hashable, Sendable {
  /// The step that diverged.
  public var step: Int
  /// What became NaN or infinity, in words.
  public var what: String
  /// The step that was gone back to.
  public var to: Int
  /// What both learning rates were multiplied by from there on.
  public var rateFactor: Double

  public init(step: Int, what: String, to: Int, rateFactor: Double) {
    self.step = step
    self.what = what
    self.to = to
    self.rateFactor = rateFactor
  }
}

extension TrainingState {
  /// What both learning rates are multiplied by: the product of all roll-backs' factors.
  public var rateFactor: Double { (rollBacks ?? []).reduce(1) { $0 * $1.rateFactor } }
}
