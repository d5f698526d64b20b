/// A place on a path through keyframes: the piece from one keyframe to the next, and the share of it that is behind.
public struct PathPlace: Hashable, Sendable {
  /// The number of the piece; piece 0 leads from the first keyframe to the second.
  public var piece: Int
  /// From 0, which is the piece's first keyframe exactly, to 1, its last.
  public var share: Double

  public init(piece: Int, share: Double) {
    self.piece = piece
    self.share = share
  }
}

extension PathPlace: Comparable {
  public static func < (a: PathPlace, b: PathPlace) -> Bool { (a.piece, a.share) < (b.piece, b.share) }
}
