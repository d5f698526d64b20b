/// Keyframes spread evenly over the time, with an easing between neighbours.
///
/// - An open walk starts at the first keyframe and ends at the last; both are frames.
/// - A closed walk goes on from the last keyframe to the first. Frame `count` would be frame 0 again, exactly, and is
///   left out: played in a loop, no frame is shown twice.
public struct EvenTime: TimeMap, Hashable {
  public let count: Int
  /// The number of pieces between keyframes.
  public let pieces: Int
  public let easing: Easing
  /// Whether the walk returns to its first keyframe.
  public let isClosed: Bool

  public init(frames: Int, pieces: Int, easing: Easing = .linear, isClosed: Bool = false) {
    count = frames
    self.pieces = pieces
    self.easing = easing
    self.isClosed = isClosed
  }

  /// The place of a frame. Beyond its ends a closed walk repeats and an open one stands still.
  ///
  /// It is found in whole numbers until the last division: frames on keyframes get them exactly.
  public func place(of frame: Int) -> PathPlace {
    let steps = isClosed ? count : count - 1
    guard steps > 0 else { return PathPlace(piece: 0, share: 0) }
    let place = isClosed ? ((frame % steps) + steps) % steps : min(max(frame, 0), steps)
    let (piece, rest) = (place * pieces).quotientAndRemainder(dividingBy: steps)
    if piece == pieces { return PathPlace(piece: piece - 1, share: 1) }
    return PathPlace(piece: piece, share: easing(Double(rest) / Double(steps)))
  }
}
