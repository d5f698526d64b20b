/// A digit, written by one hand on a sheet of 28 by 28 units as MNIST lays it out: its longer side fills 20 units, and
/// its centre of mass is the centre of the sheet.
struct DigitDrawing {
  static let side: Float = 28
  private static let box: Float = 20

  private var paths: [PenPath]
  private let radius: Float
  private let softness: Float
  private let gain: Float

  init(digit: Int, hand: inout DrawingRandom) {
    let ways = Skeleton.digits[digit]
    let skeleton = ways[hand.index(weights: ways.map(\.weight))]
    paths = PenPath.written(skeleton, by: &hand)
    // Half the stroke's width: thin ballpoint to felt pen, mostly between.
    radius = hand.chance(0.12) ? hand.uniform(1.7...2.3) : min(max(1.28 + 0.3 * hand.bell(), 0.72), 2.0)
    softness = hand.uniform(1...1.5)
    gain = hand.uniform(1.05...1.3)
    bend(by: &hand)
    lean(by: &hand)
    place()
  }

  /// Bends the whole digit along slow waves, as no hand is straight.
  private mutating func bend(by hand: inout DrawingRandom) {
    let strength = Point(hand.bell(), hand.bell()) * 2.6
    let phase = Point(hand.uniform(0...6.283), hand.uniform(0...6.283))
    let frequency = Point(hand.uniform(0.02...0.055), hand.uniform(0.02...0.055))
    transform { point in
      point
        + Point(
          strength.x * Trigonometry.sine(phase.x + frequency.x * point.y),
          strength.y * Trigonometry.sine(phase.y + frequency.y * point.x))
    }
  }

  /// Narrow or wide, slanted, turned.
  private mutating func lean(by hand: inout DrawingRandom) {
    let width = min(max(0.92 + 0.17 * hand.bell(), 0.5), 1.45)
    let slant = min(max(0.12 + 0.2 * hand.bell(), -0.35), 0.7)
    let turn = Point.direction(0.07 * hand.bell())
    transform { point in
      let upright = Point(point.x * width - point.y * slant, point.y)
      return Point(upright.x * turn.x - upright.y * turn.y, upright.x * turn.y + upright.y * turn.x)
    }
  }

  /// Fits the inked digit into the box and centres it by mass, kept on the sheet.
  private mutating func place() {
    var (low, high) = bounds
    let scale = (Self.box - 2 * radius) / max(high.x - low.x, high.y - low.y, 1)
    transform { $0 * scale }
    let centre = centreOfMass
    (low, high) = bounds
    // Where pressure is high the pen is broader; the outermost pixels stay black.
    let reach = radius * 1.25 + 1.5
    let half = Point(repeating: Self.side / 2)
    let shift = (half - centre).clamped(lowerBound: reach - low, upperBound: Self.side - reach - high)
    transform { $0 + shift }
  }

  private var bounds: (Point, Point) {
    var low = Point(repeating: .infinity)
    var high = -low
    for path in paths {
      for point in path.points {
        low = pointwiseMin(low, point)
        high = pointwiseMax(high, point)
      }
    }
    return (low, high)
  }

  /// Each piece of the path counts with its length and its width.
  private var centreOfMass: Point {
    var sum = Point.zero
    var mass: Float = 0
    for path in paths {
      for i in 1..<max(path.points.count, 1) {
        let weight = (path.points[i] - path.points[i - 1]).length * (path.pressures[i] + path.pressures[i - 1])
        sum += (path.points[i] + path.points[i - 1]) * 0.5 * weight
        mass += weight
      }
    }
    return sum / max(mass, 1e-6)
  }

  private mutating func transform(_ change: (Point) -> Point) {
    for i in paths.indices {
      for j in paths[i].points.indices {
        paths[i].points[j] = change(paths[i].points[j])
      }
    }
  }

  /// Inks the digit, white on black, as large as the canvas allows.
  func draw(on canvas: inout InkCanvas) {
    let scale = Float(min(canvas.width, canvas.height)) / Self.side
    let middle = Point(Float(canvas.width), Float(canvas.height)) / 2
    let origin = middle - Point(repeating: Self.side / 2 * scale)
    for path in paths {
      for i in 1..<max(path.points.count, 1) {
        canvas.line(
          from: path.points[i - 1] * scale + origin, to: path.points[i] * scale + origin,
          radiusA: radius * path.pressures[i - 1] * scale, radiusB: radius * path.pressures[i] * scale,
          softness: softness)
      }
    }
    canvas.intensify(by: gain)
  }
}
