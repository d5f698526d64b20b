import Foundation

/// The point at `t` on the straight line from `a` (`t` = 0) to `b` (`t` = 1).
///
/// Between points of a normal distribution the line passes nearer to the origin than points are ever drawn: images
/// there look washed out. ``slerp(_:_:_:)`` keeps the distance.
public func lerp(_ a: [Float], _ b: [Float], _ t: Double) -> [Float] {
  if t == 0 { return a }
  if t == 1 { return b }
  return zip(a, b).map { Float(Double($0) + (Double($1) - Double($0)) * t) }
}

/// The point at `t` on the arc from `a` (`t` = 0) to `b` (`t` = 1): the direction turns at an even speed
/// (Shoemake 1985, "Animating rotation with quaternion curves"), and the distance from the origin goes evenly from the
/// one's to the other's.
///
/// Parallel points are joined by a straight line. Opposite points have no shortest arc; one is chosen, always the
/// same, through a direction at right angles to `a`. If either point is the origin the line is straight.
public func slerp(_ a: [Float], _ b: [Float], _ t: Double) -> [Float] {
  if t == 0 { return a }
  if t == 1 { return b }
  let (u, normA) = Directions.split(a)
  let (v, normB) = Directions.split(b)
  guard normA > 0, normB > 0 else { return lerp(a, b, t) }

  // atan2 keeps its accuracy for very small and for nearly opposite angles, where acos of the product loses it.
  let apart = Directions.norm(zip(u, v).map { $0 - $1 })
  let along = Directions.norm(zip(u, v).map { $0 + $1 })
  let angle = 2 * atan2(apart, along)
  let norm = normA + (normB - normA) * t
  if angle < 1e-6 { return lerp(a, b, t) }
  if along < 1e-6 {
    let side = Directions.perpendicular(to: u)
    let (c, s) = (cos(angle * t), sin(angle * t))
    return zip(u, side).map { Float(norm * (c * $0 + s * $1)) }
  }
  let (wa, wb) = (sin((1 - t) * angle) / sin(angle), sin(t * angle) / sin(angle))
  return zip(u, v).map { Float(norm * (wa * $0 + wb * $1)) }
}

/// Directions and lengths of latent points, in double precision.
enum Directions {
  static func norm(_ x: [Double]) -> Double {
    x.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }

  /// The direction of a point, of length 1, and its distance from the origin. The origin has no direction: it comes
  /// back as it is, with length 0.
  static func split(_ x: [Float]) -> (direction: [Double], norm: Double) {
    let wide = x.map(Double.init)
    let length = norm(wide)
    return (length > 0 ? wide.map { $0 / length } : wide, length)
  }

  /// A direction at right angles to `u`: the axis that `u` leans on least, made perpendicular to it.
  ///
  /// In a space of one axis there is none; the result is then zero.
  static func perpendicular(to u: [Double]) -> [Double] {
    guard u.count > 1, let axis = u.indices.min(by: { abs(u[$0]) < abs(u[$1]) }) else {
      return [Double](repeating: 0, count: u.count)
    }
    var side = u.map { -$0 * u[axis] }
    side[axis] += 1
    let length = norm(side)
    return side.map { $0 / length }
  }
}
