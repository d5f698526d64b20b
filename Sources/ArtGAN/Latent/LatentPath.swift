/// A path through latent space: keyframes, and the way from each to the next. It says nothing of time; see ``TimeMap``.
public struct LatentPath: Hashable, Sendable {
  public let keyframes: [[Float]]
  /// The way of each piece.
  public let modes: [LatentWalk.Mode]
  /// Whether the path returns to its first keyframe.
  public let isClosed: Bool
  private let spline: LatentSpline?

  /// - Parameters:
  ///   - keyframes: the keyframes, at least two, all of one size.
  ///   - modes: the way of each piece, or one for all. Pieces that are splines lie on one smooth curve through all keyframes.
  ///   - isClosed: whether the path returns to its first keyframe.
  ///   - distribution: the distribution of the latent space; a spline follows it.
  /// - Throws: ``LatentError`` if there are fewer than two keyframes, or if keyframes differ in size or hold values that
  ///   are not finite.
  public init(
    _ keyframes: [[Float]], modes: [LatentWalk.Mode], isClosed: Bool, distribution: LatentDistribution = .normal
  ) throws(LatentError) {
    guard let size = keyframes.first?.count, keyframes.count >= 2 else { throw .tooFewKeyframes(keyframes.count) }
    for (index, keyframe) in keyframes.enumerated() {
      guard keyframe.count == size else { throw .sizesDiffer(keyframe: index, size: keyframe.count, expected: size) }
      guard keyframe.allSatisfy(\.isFinite) else { throw .notFinite(keyframe: index) }
    }
    self.keyframes = keyframes
    self.modes = modes
    self.isClosed = isClosed
    spline =
      modes.contains(.spline)
      ? LatentSpline(through: keyframes, closed: isClosed, distribution: distribution) : nil
  }

  /// The number of pieces between keyframes.
  public var pieces: Int { isClosed ? keyframes.count : keyframes.count - 1 }

  /// The point at a place.
  public subscript(place: PathPlace) -> [Float] {
    let mode = modes[place.piece % modes.count]
    if mode == .spline, let spline { return spline.value(segment: place.piece, at: place.share) }
    let (from, to) = (keyframes[place.piece], keyframes[(place.piece + 1) % keyframes.count])
    return mode == .linear ? lerp(from, to, place.share) : slerp(from, to, place.share)
  }
}
