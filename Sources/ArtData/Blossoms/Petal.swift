/// One petal, placed in the scene.
struct Petal {
  /// Its foot, in scene units.
  var foot: Point
  /// From foot to tip.
  var axis: Point
  /// Half across, at its widest.
  var across: Point
  /// How far the tip bends to the side, as a part of the width.
  var bend: Float
  var colors: PetalColors

  /// The closed outline in scene units, for one side of its shape.
  func outline(_ side: [Point]) -> [Point] {
    var points: [Point] = []
    points.reserveCapacity(side.count * 2)
    for local in side { points.append(place(local)) }
    for local in side.reversed() { points.append(place(Point(local.x, -local.y))) }
    return points
  }

  private func place(_ local: Point) -> Point {
    let v = 2 * local.y + bend * local.x * local.x
    return foot + axis * local.x + across * v
  }

  /// Paints the shadow that the petal throws on those beneath it, then the petal.
  ///
  /// - Parameter light: the direction from which light comes, in scene units.
  func paint(on canvas: inout PaintCanvas, side: [Point], light: Point) {
    let outline = outline(side)
    let size = across.length
    let shade = colors.shadow.linear
    for distance: Float in [0.10, 0.22] {
      let shift = light * (-distance * size)
      canvas.fill(outline.map { $0 + shift }) { _ in SIMD4(shade, 0.16) }
    }
    // Solves for the petal's own coordinates: u along it, v across.
    let determinant = axis.x * across.y - axis.y * across.x
    let inverse = abs(determinant) > 1e-9 ? 1 / determinant : 0
    let turnedToLight = across.dot(light) / max(size, 1e-6)
    canvas.fill(outline) { point in
      let offset = point - foot
      let u = (offset.x * across.y - offset.y * across.x) * inverse
      let v = (axis.x * offset.y - axis.y * offset.x) * inverse - bend * u * u
      return SIMD4(colors.color(along: min(max(u, 0), 1), across: v, turnedToLight: turnedToLight), 1)
    }
  }
}
