/// The path of a pen, ready to be inked: points close together, and how hard the pen presses at each.
struct PenPath {
  var points: [Point]
  /// 1 is the pen's usual pressure.
  var pressures: [Float]
}

extension PenPath {
  /// One hand's way to follow `skeleton`: every control point a little off, corners more or less round, the pressure
  /// rising and falling along each stroke. In the skeleton's units.
  static func written(_ skeleton: Skeleton, by hand: inout DrawingRandom) -> [PenPath] {
    let wobble = hand.uniform(1.2...4.4)
    let roundness = hand.int(0...3)
    let variation = hand.uniform(0.04...0.2)
    let taper = hand.chance(0.4) ? hand.uniform(0.1...0.4) : 0
    return skeleton.pens.map { pen in
      var points: [Point] = []
      var previous: Point?
      var moved = Point.zero
      var span: [Point] = []
      for control in pen {
        if control == previous {
          // A corner: the curve ends here, and the next one starts at the same place.
          append(span, to: &points)
          span = [moved]
        } else {
          moved = control + Point(hand.bell(), hand.bell()) * wobble
          span.append(moved)
        }
        previous = control
      }
      append(span, to: &points)
      Curve.relax(&points, passes: 1 + roundness, amount: 0.7)
      return PenPath(
        points: points,
        pressures: pressures(count: points.count, variation: variation, taper: taper, by: &hand))
    }
  }

  private static func append(_ span: [Point], to points: inout [Point]) {
    let curve = Curve.smooth(span, perSpan: 5)
    points.append(contentsOf: points.isEmpty ? curve[...] : curve.dropFirst())
  }

  private static func pressures(
    count: Int, variation: Float, taper: Float, by hand: inout DrawingRandom
  ) -> [Float] {
    let phase = hand.uniform(0...6.283)
    let waves = hand.uniform(3...9)
    let drift = hand.bell() * variation * 0.5
    return (0..<count).map { i in
      let t = Float(i) / Float(max(count - 1, 1))
      let end = max(0, 1 - min(t, 1 - t) * 8)
      let wave = Trigonometry.sine(phase + waves * t) * variation + drift * (t - 0.5) * 2
      return max(0.45, (1 + wave) * (1 - taper * end))
    }
  }
}
