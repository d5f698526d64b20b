/// A coloured sheet in linear light, so that edges and glows blend as light does.
///
/// Places are in scene units: (0, 0) is the middle, the shorter side is 1 long. The same scene can be painted in any
/// size. Shapes are covered exactly (the area of each pixel inside the outline), which needs no supersampling.
struct PaintCanvas {
  let width: Int
  let height: Int
  /// Pixels for one scene unit.
  let scale: Float
  private let middle: Point
  private var light: [SIMD3<Float>]
  private var rasterizer: CoverageRasterizer

  init(width: Int, height: Int) {
    self.width = width
    self.height = height
    scale = Float(min(width, height))
    middle = Point(Float(width), Float(height)) / 2
    light = [SIMD3<Float>](repeating: .zero, count: width * height)
    rasterizer = CoverageRasterizer(width: width, height: height)
  }

  /// The corner of the scene at the bottom right.
  var corner: Point { middle / scale }

  /// Paints every pixel.
  mutating func flood(_ shade: (Point) -> SIMD3<Float>) {
    for row in 0..<height {
      for column in 0..<width {
        light[row * width + column] = shade(scene(column, row))
      }
    }
  }

  /// Paints the inside of a closed outline, colours and opacity (in `w`) from `shade`.
  @inline(__always)
  mutating func fill(_ outline: [Point], _ shade: (Point) -> SIMD4<Float>) {
    let (scale, middle) = (scale, middle)
    rasterizer.begin()
    for i in outline.indices {
      let next = i + 1 < outline.count ? i + 1 : 0
      rasterizer.edge(outline[i] * scale + middle, outline[next] * scale + middle)
    }
    guard rasterizer.top < rasterizer.bottom else { return }
    for row in rasterizer.top..<rasterizer.bottom {
      var cover: Float = 0
      for column in rasterizer.left..<rasterizer.right {
        cover += rasterizer.take(column, row)
        let coverage = min(abs(cover), 1)
        guard coverage > 0.002 else { continue }
        let color = shade(scene(column, row))
        blend(column, row, SIMD3(color.x, color.y, color.z), color.w * coverage)
      }
      rasterizer.endRow(row)
    }
  }

  /// A line with round ends, thick `radiusA` at one end and `radiusB` at the other.
  mutating func line(
    from a: Point, to b: Point, radiusA: Float, radiusB: Float, color: SIMD3<Float>, opacity: Float
  ) {
    let along = b - a
    let inverse = 1 / max(along.dot(along), 1e-12)
    let scale = scale
    let reach = max(radiusA, radiusB)
    each(from: pointwiseMin(a, b), to: pointwiseMax(a, b), reach: reach) { point in
      let t = min(max((point - a).dot(along) * inverse, 0), 1)
      let radius = radiusA + (radiusB - radiusA) * t
      let distance = (point - a - along * t).length
      // A line thinner than a pixel keeps its share of the pixel.
      let thickness = min(2 * radius * scale, 1)
      return (color, opacity * min(max((radius - distance) * scale + 0.5, 0), thickness))
    }
  }

  /// A round spot; `shade` gets the distance from the middle, 0 to 1.
  mutating func disc(at center: Point, radius: Float, opacity: Float, _ shade: (Float, Point) -> SIMD3<Float>) {
    let scale = scale
    let thickness = min(2 * radius * scale, 1)
    each(from: center, to: center, reach: radius) { point in
      let offset = point - center
      let distance = offset.length
      let coverage = min(max((radius - distance) * scale + 0.5, 0), 1) * thickness
      return (shade(min(distance / radius, 1), offset / radius), opacity * coverage)
    }
  }

  /// A spot that fades out towards its edge.
  mutating func glow(at center: Point, radius: Float, color: SIMD3<Float>, opacity: Float) {
    each(from: center, to: center, reach: radius) { point in
      let offset = (point - center) / radius
      let inside = max(1 - offset.dot(offset), 0)
      return (color, opacity * inside * inside)
    }
  }

  /// Blends every pixel of a box, `reach` wider than from `a` to `b`.
  @inline(__always)
  private mutating func each(from a: Point, to b: Point, reach: Float, _ shade: (Point) -> (SIMD3<Float>, Float)) {
    let low = (a - reach) * scale + middle - 1
    let high = (b + reach) * scale + middle + 1
    let limit = Point(Float(width), Float(height))
    let start = low.clamped(lowerBound: .zero, upperBound: limit)
    let end = high.clamped(lowerBound: .zero, upperBound: limit)
    for row in Int(start.y)..<Int(end.y.rounded(.up)) {
      for column in Int(start.x)..<Int(end.x.rounded(.up)) {
        let (color, opacity) = shade(scene(column, row))
        if opacity > 0 { blend(column, row, color, opacity) }
      }
    }
  }

  /// The middle of a pixel, in scene units.
  @inline(__always)
  private func scene(_ column: Int, _ row: Int) -> Point {
    (Point(Float(column) + 0.5, Float(row) + 0.5) - middle) / scale
  }

  @inline(__always)
  private mutating func blend(_ column: Int, _ row: Int, _ color: SIMD3<Float>, _ opacity: Float) {
    let place = row * width + column
    light[place] += (color - light[place]) * opacity
  }

  /// Writes the sheet as sRGB bytes: red, green, blue for each pixel, an alpha of 255 too where `channels` is 4, or its
  /// luminance where it is 1.
  func write(to bytes: UnsafeMutableBufferPointer<UInt8>, channels: Int) {
    Paint.encoded.withUnsafeBufferPointer { encoded in
      for i in light.indices {
        let color = light[i].clamped(lowerBound: .zero, upperBound: .one)
        if channels == 1 {
          // The weights of ITU-R BT.709.
          let luminance = color.x * 0.2126 + color.y * 0.7152 + color.z * 0.0722
          bytes[i] = encoded[Int(luminance * 4096 + 0.5)]
          continue
        }
        let steps = color * 4096 + 0.5
        bytes[channels * i] = encoded[Int(steps.x)]
        bytes[channels * i + 1] = encoded[Int(steps.y)]
        bytes[channels * i + 2] = encoded[Int(steps.z)]
        if channels == 4 { bytes[channels * i + 3] = 255 }
      }
    }
  }
}
