/// The outline of a petal that is 1 long and 1 wide at its widest, from its foot at (0, 0) to its tip at (1, 0).
struct PetalShape {
  /// Where along the petal it is widest, 0 to 1.
  var widest: Float
  /// 0 is a round tip, 1 a pointed one.
  var point: Float
  /// How deep the tip is notched, as a part of the length: 0 for none, 0.15 for cherry blossom.
  var notch: Float
  /// The width of the foot, as a part of the largest width.
  var foot: Float

  /// One side from foot to tip, `v` positive, in `steps` steps for each half.
  func side(steps: Int) -> [Point] {
    var points: [Point] = []
    points.reserveCapacity(2 * steps + 1)
    let shoulder = Point(widest, 0.5)
    let start = Point(0, 0.5 * foot)
    for i in 0..<steps {
      points.append(
        Self.bezier(
          start, Point(widest * 0.35, 0.5 * foot + 0.06), Point(widest * 0.55, 0.5), shoulder,
          Float(i) / Float(steps)))
    }
    // A round tip leaves the shoulder along the petal and meets the middle at a right angle.
    let reach = 1 - widest
    let lobe = notch > 0 ? Point(1, 0.2) : Point(1, 0)
    let first = Point(widest + reach * (0.75 - 0.35 * point), 0.5 - 0.02 * point)
    let last = Point(1 - reach * 0.5 * point, lobe.y + 0.3 * (1 - point) * (0.5 - lobe.y) + 0.1 * point)
    for i in 0...steps {
      points.append(Self.bezier(shoulder, first, last, lobe, Float(i) / Float(steps)))
    }
    if notch > 0 {
      points.append(Point(1 - notch * 0.35, 0.09))
      points.append(Point(1 - notch, 0))
    }
    return points
  }

  private static func bezier(_ a: Point, _ b: Point, _ c: Point, _ d: Point, _ t: Float) -> Point {
    let s = 1 - t
    return a * (s * s * s) + b * (3 * s * s * t) + c * (3 * s * t * t) + d * (t * t * t)
  }
}
