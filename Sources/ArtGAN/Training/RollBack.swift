/// A return to an earlier checkpoint, after a number stopped being finite.
public struct RollBack: Codable, Hashable, Sendable {
  /// The step that came apart.
  public var step: Int
  /// What was no longer finite, in words.
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
