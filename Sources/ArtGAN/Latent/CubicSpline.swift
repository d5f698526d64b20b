/// A curve of cubic pieces through points, one piece for each pair of neighbours, with continuous first and second
/// derivatives (de Boor 1978, chapter 4). Open curves end straight (natural); closed ones go on smoothly from the last
/// point to the first.
struct CubicSpline: Hashable, Sendable {
  private let points: [[Double]]
  /// The second derivative at each point, per coordinate.
  private let curvature: [[Double]]

  /// - Precondition: at least two points, all with as many coordinates.
  init(through points: [[Double]], closed: Bool) {
    self.points = points
    curvature = closed ? Self.closedCurvature(points) : Self.naturalCurvature(points)
  }

  /// The point at the share `t` (0 to 1) of the piece from point `segment` to the next. The next of the last is the
  /// first.
  func value(segment: Int, at t: Double) -> [Double] {
    let next = (segment + 1) % points.count
    let s = 1 - t
    let (wa, wb) = ((s * s * s - s) / 6, (t * t * t - t) / 6)
    return points[segment].indices.map { k in
      let line = s * points[segment][k] + t * points[next][k]
      return line + wa * curvature[segment][k] + wb * curvature[next][k]
    }
  }

  /// Solves m[i−1] + 4 m[i] + m[i+1] = 6 (p[i−1] − 2 p[i] + p[i+1]) with m = 0 at both ends.
  private static func naturalCurvature(_ points: [[Double]]) -> [[Double]] {
    let flat = [Double](repeating: 0, count: points[0].count)
    guard points.count > 2 else { return points.map { _ in flat } }
    let right = (1..<points.count - 1).map { bend(points[$0 - 1], points[$0], points[$0 + 1]) }
    let diagonal = [Double](repeating: 4, count: right.count)
    return [flat] + solveTridiagonal(diagonal: diagonal, right) + [flat]
  }

  /// Solves the same equations with the last point before the first: a cyclic system, reduced to tridiagonal ones by
  /// the Sherman–Morrison formula.
  private static func closedCurvature(_ points: [[Double]]) -> [[Double]] {
    let n = points.count
    let right = points.indices.map { bend(points[($0 + n - 1) % n], points[$0], points[($0 + 1) % n]) }
    // With two points both neighbours of one are the other: 4 m[0] + 2 m[1] = r[0], and m[1] = −m[0].
    if n == 2 { return right.map { $0.map { $0 / 2 } } }

    let corner = -4.0
    var diagonal = [Double](repeating: 4, count: n)
    diagonal[0] -= corner
    diagonal[n - 1] -= 1 / corner
    var column = [[Double]](repeating: [0], count: n)
    column[0] = [corner]
    column[n - 1] = [1]
    let x = solveTridiagonal(diagonal: diagonal, right)
    let z = solveTridiagonal(diagonal: diagonal, column).map { $0[0] }
    let scale = 1 / (1 + z[0] + z[n - 1] / corner)
    let factors = x[0].indices.map { (x[0][$0] + x[n - 1][$0] / corner) * scale }
    return x.indices.map { i in x[i].indices.map { x[i][$0] - factors[$0] * z[i] } }
  }

  private static func bend(_ before: [Double], _ here: [Double], _ after: [Double]) -> [Double] {
    here.indices.map { 6 * (before[$0] - 2 * here[$0] + after[$0]) }
  }

  /// Thomas's algorithm with ones beside the diagonal, for every coordinate at once.
  private static func solveTridiagonal(diagonal: [Double], _ right: [[Double]]) -> [[Double]] {
    var (pivots, rows) = (diagonal, right)
    for i in rows.indices.dropFirst() {
      let factor = 1 / pivots[i - 1]
      pivots[i] -= factor
      for k in rows[i].indices { rows[i][k] -= factor * rows[i - 1][k] }
    }
    let last = rows.count - 1
    for k in rows[last].indices { rows[last][k] /= pivots[last] }
    for i in stride(from: last - 1, through: 0, by: -1) {
      for k in rows[i].indices { rows[i][k] = (rows[i][k] - rows[i + 1][k]) / pivots[i] }
    }
    return rows
  }
}
