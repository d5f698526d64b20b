/// A place or a direction in the plane, x to the right, y down.
typealias Point = SIMD2<Float>

extension SIMD2<Float> {
  var length: Float { (x * x + y * y).squareRoot() }

  func dot(_ other: Point) -> Float { x * other.x + y * other.y }

  /// The unit vector at `angle` radians, clockwise from the x axis as y points down.
  static func direction(_ angle: Float) -> Point {
    Point(Trigonometry.cosine(angle), Trigonometry.sine(angle))
  }

  static func mix(_ a: Point, _ b: Point, _ t: Float) -> Point { a + (b - a) * t }
}
