import Foundation

/// A smooth curve through latent points that stays where points of their distribution lie.
///
/// - `normal`: points lie near a sphere. The curve is a cubic spline through the points' directions, brought back to
///   length 1, times a length that goes smoothly (3t² − 2t³) from one point's to the next's and so never leaves the
///   range of the two. Where two neighbours are opposite, the curve goes round the origin instead of through it.
/// - `uniform`: points fill a cube. The curve is a cubic spline through the points, cut off at the cube's faces.
struct LatentSpline: Hashable, Sendable {
  private let keyframes: [[Float]]
  private let norms: [Double]
  private let curve: CubicSpline
  private let distribution: LatentDistribution
  /// For pieces between opposite points: a direction to go round by.
  private let detours: [Int: [Double]]

  init(through keyframes: [[Float]], closed: Bool, distribution: LatentDistribution) {
    let parts = keyframes.map(Directions.split)
    self.keyframes = keyframes
    self.distribution = distribution
    norms = parts.map(\.norm)
    switch distribution {
    case .normal:
      curve = CubicSpline(through: parts.map(\.direction), closed: closed)
      var detours: [Int: [Double]] = [:]
      for segment in 0..<(closed ? keyframes.count : keyframes.count - 1) {
        let (u, v) = (parts[segment].direction, parts[(segment + 1) % keyframes.count].direction)
        let cosine = zip(u, v).reduce(0) { $0 + $1.0 * $1.1 }
        if cosine < -0.999 { detours[segment] = Directions.perpendicular(to: u) }
      }
      self.detours = detours
    case .uniform:
      curve = CubicSpline(through: keyframes.map { $0.map(Double.init) }, closed: closed)
      detours = [:]
    }
  }

  func value(segment: Int, at t: Double) -> [Float] {
    let next = (segment + 1) % keyframes.count
    if t == 0 { return keyframes[segment] }
    if t == 1 { return keyframes[next] }
    var point = curve.value(segment: segment, at: t)
    guard distribution == .normal else { return point.map { Float(min(max($0, -1), 1)) } }
    if let detour = detours[segment] {
      let height = sin(.pi * t)
      point = zip(point, detour).map { $0 + height * $1 }
    }
    let length = Directions.norm(point)
    // The origin itself has no direction: only a keyframe at the origin leads here.
    guard length > 1e-9 else { return lerp(keyframes[segment], keyframes[next], t) }
    let norm = norms[segment] + (norms[next] - norms[segment]) * Easing.easeInOut(t)
    return point.map { Float($0 / length * norm) }
  }
}
