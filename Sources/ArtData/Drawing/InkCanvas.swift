/// A grey sheet for pen strokes, black at first; ink is the largest coverage that any stroke gives a pixel, as strokes
/// of one pen do not add up where they cross.
struct InkCanvas {
  let width: Int
  let height: Int
  private(set) var coverage: [Float]

  init(width: Int, height: Int) {
    self.width = width
    self.height = height
    coverage = [Float](repeating: 0, count: width * height)
  }

  /// Draws a line from `a` to `b` with round ends, `radiusA` thick at one end and `radiusB` at the other. Coverage
  /// falls from 1 to 0 over `softness` pixels around the edge: 1 is the exact ramp of a box filter on a straight edge.
  mutating func line(from a: Point, to b: Point, radiusA: Float, radiusB: Float, softness: Float) {
    let reach = max(radiusA, radiusB) + softness
    let left = max(Int((min(a.x, b.x) - reach).rounded(.down)), 0)
    let right = min(Int((max(a.x, b.x) + reach).rounded(.up)), width)
    let top = max(Int((min(a.y, b.y) - reach).rounded(.down)), 0)
    let bottom = min(Int((max(a.y, b.y) + reach).rounded(.up)), height)
    guard left < right, top < bottom else { return }
    let along = b - a
    let inverse = 1 / max(along.dot(along), 1e-12)
    let sharpness = 1 / softness
    for row in top..<bottom {
      for column in left..<right {
        let pixel = Point(Float(column) + 0.5, Float(row) + 0.5) - a
        let t = min(max(pixel.dot(along) * inverse, 0), 1)
        let distance = (pixel - along * t).length
        let radius = radiusA + (radiusB - radiusA) * t
        let ink = min(max((radius - distance) * sharpness + 0.5, 0), 1)
        let place = row * width + column
        if ink > coverage[place] { coverage[place] = ink }
      }
    }
  }

  /// Multiplies all coverage: above 1 the inside of thin strokes saturates, as scanned ink does.
  mutating func intensify(by gain: Float) {
    for i in coverage.indices { coverage[i] = min(coverage[i] * gain, 1) }
  }

  /// Writes the sheet as bytes, the same in each of `channels`: with alpha it is white ink on nothing.
  func write(to bytes: UnsafeMutableBufferPointer<UInt8>, channels: Int) {
    for i in 0..<coverage.count {
      let ink = UInt8(coverage[i] * 255 + 0.5)
      for channel in 0..<channels { bytes[i * channels + channel] = ink }
    }
  }
}
