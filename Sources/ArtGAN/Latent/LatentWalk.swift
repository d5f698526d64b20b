/// A walk through latent space: a fixed number of frames along a path through keyframes.
///
/// A walk is a collection of points that holds only its keyframes. Every frame is a function of its number alone, so
/// frames may be made in any order, and a part of a walk is the same as in the whole.
///
/// - An open walk starts at the first keyframe and ends at the last; both are frames.
/// - A closed walk goes on from the last keyframe to the first. Frame `count` would be frame 0 again, exactly, and is
///   left out: played in a loop, no frame is shown twice.
/// - Keyframes are spread evenly over the time. Easing works between neighbouring keyframes.
public struct LatentWalk: RandomAccessCollection, Hashable, Sendable {
  /// The path from one keyframe to the next.
  public enum Mode: String, CaseIterable, Codable, Hashable, Sendable {
    /// Straight lines.
    case linear
    /// Arcs around the origin, with ``slerp(_:_:_:)``: distance from the origin goes evenly.
    case spherical
    /// One smooth curve through all keyframes, without corners.
    case spline
  }

  /// Where the walk leads.
  public let path: LatentPath
  /// When it is where.
  public let time: EvenTime

  /// - Parameters:
  ///   - keyframes: the keyframes, at least two, all of one size.
  ///   - mode: the path from one keyframe to the next.
  ///   - easing: how speed changes between neighbouring keyframes.
  ///   - isClosed: whether the walk returns to its first keyframe.
  ///   - frames: the number of frames, at least one.
  ///   - distribution: the distribution of the latent space; a spline follows it.
  /// - Throws: ``LatentError`` if there are fewer than two keyframes or no frame, or if keyframes differ in size or
  ///   hold values that are not finite.
  public init(
    keyframes: [[Float]], mode: Mode = .spherical, easing: Easing = .linear, isClosed: Bool = false, frames: Int,
    distribution: LatentDistribution = .normal
  ) throws(LatentError) {
    path = try LatentPath(keyframes, modes: [mode], isClosed: isClosed, distribution: distribution)
    guard frames >= 1 else { throw .noFrames(frames) }
    time = EvenTime(frames: frames, pieces: path.pieces, easing: easing, isClosed: isClosed)
  }

  public var keyframes: [[Float]] { path.keyframes }
  public var startIndex: Int { 0 }
  public var endIndex: Int { time.count }

  /// The latent point of a frame. Beyond its ends a closed walk repeats and an open one stands still.
  public subscript(frame: Int) -> [Float] { path[time.place(of: frame)] }
}
