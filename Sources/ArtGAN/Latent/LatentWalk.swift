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

  public let keyframes: [[Float]]
  public let mode: Mode
  public let easing: Easing
  /// Whether the walk returns to its first keyframe.
  public let isClosed: Bool
  /// The number of frames.
  public let count: Int
  private let spline: LatentSpline?

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
    guard let size = keyframes.first?.count, keyframes.count >= 2 else { throw .tooFewKeyframes(keyframes.count) }
    guard frames >= 1 else { throw .noFrames(frames) }
    for (index, keyframe) in keyframes.enumerated() {
      guard keyframe.count == size else { throw .sizesDiffer(keyframe: index, size: keyframe.count, expected: size) }
      guard keyframe.allSatisfy(\.isFinite) else { throw .notFinite(keyframe: index) }
    }
    self.keyframes = keyframes
    self.mode = mode
    self.easing = easing
    self.isClosed = isClosed
    count = frames
    spline = mode == .spline ? LatentSpline(through: keyframes, closed: isClosed, distribution: distribution) : nil
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { count }

  /// The number of pieces between keyframes.
  public var segmentCount: Int { isClosed ? keyframes.count : keyframes.count - 1 }

  /// The latent point of a frame. Beyond its ends a closed walk repeats and an open one stands still.
  public subscript(frame: Int) -> [Float] {
    let (segment, share) = position(of: frame)
    let t = easing(share)
    if let spline { return spline.value(segment: segment, at: t) }
    let (from, to) = (keyframes[segment], keyframes[(segment + 1) % keyframes.count])
    return mode == .linear ? lerp(from, to, t) : slerp(from, to, t)
  }

  /// The piece a frame lies on and the share of it that is behind, in whole numbers until the last division: frames on
  /// keyframes get them exactly.
  private func position(of frame: Int) -> (segment: Int, share: Double) {
    let steps = isClosed ? count : count - 1
    guard steps > 0 else { return (0, 0) }
    let place = isClosed ? ((frame % steps) + steps) % steps : Swift.min(Swift.max(frame, 0), steps)
    let (segment, rest) = (place * segmentCount).quotientAndRemainder(dividingBy: steps)
    if segment == segmentCount { return (segment - 1, 1) }
    return (segment, Double(rest) / Double(steps))
  }
}
