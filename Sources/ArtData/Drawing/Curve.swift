/// Smooth curves through points.
enum Curve {
  /// Points along a smooth curve through `controls`, `perSpan` for each span, both ends included: a centripetal
  /// Catmull-Rom spline, which forms no cusps or loops within a span (Yuksel, Schaefer and Keyser 2011).
  static func smooth(_ controls: [Point], perSpan: Int) -> [Point] {
    guard controls.count > 2 else { return line(controls, perSpan: perSpan) }
    var result: [Point] = []
    result.reserveCapacity((controls.count - 1) * perSpan + 1)
    for i in 0..<(controls.count - 1) {
      let p1 = controls[i]
      let p2 = controls[i + 1]
      let p0 = i > 0 ? controls[i - 1] : p1 + p1 - p2
      let p3 = i + 2 < controls.count ? controls[i + 2] : p2 + p2 - p1
      span(p0, p1, p2, p3, count: perSpan, into: &result)
    }
    result.append(controls[controls.count - 1])
    return result
  }

  private static func line(_ controls: [Point], perSpan: Int) -> [Point] {
    guard controls.count == 2 else { return controls }
    return (0...perSpan).map { Point.mix(controls[0], controls[1], Float($0) / Float(perSpan)) }
  }

  /// The span from `p1` to `p2` without its end, by the pyramid of Barry and Goldman.
  private static func span(
    _ p0: Point, _ p1: Point, _ p2: Point, _ p3: Point, count: Int, into result: inout [Point]
  ) {
    let t1 = max((p1 - p0).length.squareRoot(), 1e-3)
    let t2 = t1 + max((p2 - p1).length.squareRoot(), 1e-3)
    let t3 = t2 + max((p3 - p2).length.squareRoot(), 1e-3)
    for step in 0..<count {
      let t = t1 + (t2 - t1) * Float(step) / Float(count)
      let a1 = p0 * ((t1 - t) / t1) + p1 * (t / t1)
      let a2 = p1 * ((t2 - t) / (t2 - t1)) + p2 * ((t - t1) / (t2 - t1))
      let a3 = p2 * ((t3 - t) / (t3 - t2)) + p3 * ((t - t2) / (t3 - t2))
      let b1 = a1 * ((t2 - t) / t2) + a2 * (t / t2)
      let b2 = a2 * ((t3 - t) / (t3 - t1)) + a3 * ((t - t1) / (t3 - t1))
      result.append(b1 * ((t2 - t) / (t2 - t1)) + b2 * ((t - t1) / (t2 - t1)))
    }
  }

  /// Rounds corners: each inner point moves towards the middle of its neighbours, `passes` times.
  static func relax(_ points: inout [Point], passes: Int, amount: Float) {
    guard points.count > 2 else { return }
    for _ in 0..<passes {
      var before = points[0]
      for i in 1..<(points.count - 1) {
        let here = points[i]
        points[i] = here + ((before + points[i + 1]) * 0.5 - here) * amount
        before = here
      }
    }
  }
}
