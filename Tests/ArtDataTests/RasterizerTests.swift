import Testing

@testable import ArtData

struct RasterizerTests {
  /// The covered area is the outline's area, wherever it lies between the pixels.
  @Test(arguments: [0, 0.25, 0.5, 0.9] as [Float], [[0, 1, 2], [2, 1, 0]])
  func coversTheArea(shift: Float, order: [Int]) {
    var rasterizer = CoverageRasterizer(width: 12, height: 10)
    let corners = [Point(1.3, 1.1), Point(9.6, 3.2), Point(4.4, 8.7)].map { $0 + Point(shift, shift) }
    let area: Float = 0.5 * abs(cross(corners[1] - corners[0], corners[2] - corners[0]))
    // Twice: the first use must leave nothing behind.
    for _ in 0..<2 {
      rasterizer.begin()
      for i in 0..<3 { rasterizer.edge(corners[order[i]], corners[order[(i + 1) % 3]]) }
      let sum = covered(&rasterizer)
      #expect(abs(sum - area) < 1e-3)
    }
  }

  @Test func cutsOffWhatLiesOutside() {
    var rasterizer = CoverageRasterizer(width: 4, height: 4)
    rasterizer.begin()
    let corners = [Point(-3, -2), Point(8, -2), Point(8, 9), Point(-3, 9)]
    for i in 0..<4 { rasterizer.edge(corners[i], corners[(i + 1) % 4]) }
    #expect(abs(covered(&rasterizer) - 16) < 1e-4)
  }

  @Test func inkFadesOverOnePixel() {
    var canvas = InkCanvas(width: 9, height: 9)
    canvas.line(from: Point(4.5, -5), to: Point(4.5, 15), radiusA: 1, radiusB: 1, softness: 1)
    #expect(Array(canvas.coverage[36..<45]) == [0, 0, 0, 0.5, 1, 0.5, 0, 0, 0])
  }

  @Test(arguments: stride(from: -9.5 as Float, through: 9.5, by: 0.5).map { $0 })
  func sineIsExact(angle: Float) {
    // Taylor terms in double, far beyond what a float shows.
    var (term, sum) = (Double(angle), Double(angle))
    for n in 1..<40 {
      term *= -Double(angle) * Double(angle) / Double((2 * n) * (2 * n + 1))
      sum += term
    }
    #expect(abs(Double(Trigonometry.sine(angle)) - sum) < 2e-6)
    #expect(abs(Point.direction(angle).length - 1) < 2e-6)
  }

  /// sRGB white, black, and the primaries' OKLab coordinates as published.
  @Test(arguments: [
    (SIMD3<Float>(1, 0, 0), SIMD3<Float>(1, 1, 1)), (SIMD3<Float>(0, 0, 0), SIMD3<Float>(0, 0, 0)),
    (SIMD3<Float>(0.627_955, 0.224_863, 0.125_846), SIMD3<Float>(1, 0, 0)),
    (SIMD3<Float>(0.866_44, -0.233_887, 0.179_498), SIMD3<Float>(0, 1, 0)),
    (SIMD3<Float>(0.452_014, -0.032_457, -0.311_528), SIMD3<Float>(0, 0, 1)),
  ])
  func convertsColours(lab: SIMD3<Float>, rgb: SIMD3<Float>) {
    let found = Paint(lab: lab).linear
    for channel in 0..<3 { #expect(abs(found[channel] - rgb[channel]) < 2e-3) }
  }

  private func cross(_ a: Point, _ b: Point) -> Float { a.x * b.y - a.y * b.x }

  private func covered(_ rasterizer: inout CoverageRasterizer) -> Float {
    var total: Float = 0
    for row in rasterizer.top..<rasterizer.bottom {
      var cover: Float = 0
      for column in rasterizer.left..<rasterizer.right {
        cover += rasterizer.take(column, row)
        total += min(abs(cover), 1)
      }
      rasterizer.endRow(row)
    }
    return total
  }
}
