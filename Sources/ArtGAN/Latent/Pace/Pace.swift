/// How much the images change along a path: the length of each piece, and which share of it lies behind where.
public struct Pace: Hashable, Sendable {
  /// What each piece changes in all.
  public let lengths: [Double]
  /// From the share of a piece's change to the share of the piece.
  public let curves: [MonotoneCurve]

  /// - Precondition: a curve for each length.
  public init(lengths: [Double], curves: [MonotoneCurve]) {
    precondition(lengths.count == curves.count, "\(curves.count) curves for \(lengths.count) pieces")
    self.lengths = lengths
    self.curves = curves
  }

  /// From the share of the change that is behind to the place on the path.
  public func place(_ change: PathPlace) -> PathPlace {
    PathPlace(piece: change.piece, share: curves[change.piece](change.share))
  }
}

/// A map whose shares are those of the images' change, not of the path: with even steps, nothing jumps and nothing stalls.
/// Keyframes are where they are in the map that it is made of.
public struct PacedTime: TimeMap {
  public let time: any TimeMap
  public let pace: Pace

  public init(_ time: any TimeMap, pace: Pace) {
    self.time = time
    self.pace = pace
  }

  public var count: Int { time.count }

  public func place(of frame: Int) -> PathPlace { pace.place(time.place(of: frame)) }
}
