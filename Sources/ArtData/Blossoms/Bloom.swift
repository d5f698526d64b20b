/// One flower head, seen from above or a little from the side.
struct Bloom {
  let species: BloomSpecies
  let center: Point
  let radius: Float
  private let light: Point
  /// The plane of the flower: where its x and y axes lie in the scene.
  private let planeX: Point
  private let planeY: Point
  private let palette: BloomPalette
  private let hueShift: Float
  private let lightness: Float
  private let start: Float

  init(species: BloomSpecies, center: Point, radius: Float, light: Point, random: inout DrawingRandom) {
    self.species = species
    self.center = center
    self.radius = radius
    self.light = light
    // Foreshortened along one direction, as a flower that looks a little away.
    let squeeze = random.uniform(0.78...1)
    let turn = Point.direction(random.uniform(0...3.1416))
    let normal = Point(-turn.y, turn.x)
    planeX = turn * turn.x + normal * (normal.x * squeeze)
    planeY = turn * turn.y + normal * (normal.y * squeeze)
    palette = species.palettes[random.int(0...(species.palettes.count - 1))]
    hueShift = random.bell() * 5
    lightness = random.bell() * 0.015
    start = random.uniform(0...6.2832)
  }

  func inPlane(_ point: Point) -> Point { planeX * point.x + planeY * point.y }

  func paint(_ color: SIMD3<Float>, _ random: inout DrawingRandom) -> Paint {
    Paint(
      lightness: min(max(color.x + lightness + random.bell() * 0.008, 0), 1), chroma: color.y,
      hue: color.z + hueShift + random.bell() * 2)
  }

  func draw(on canvas: inout PaintCanvas, random: inout DrawingRandom) {
    let rows = random.int(species.rows)
    let count = random.int(species.petals)
    let width = random.uniform(species.width)
    let shape = PetalShape(
      widest: random.uniform(species.widest), point: random.uniform(species.point),
      notch: random.uniform(species.notch), foot: species.foot)
    let side = shape.side(steps: canvas.scale * radius > 30 ? 10 : 6)
    var length = radius
    for row in 0..<rows {
      let step = 2 * Float.pi / Float(count)
      let first = start + (row % 2 == 1 ? step / 2 : 0) + random.bell() * 0.05
      for i in 0..<count {
        let angle = first + step * (Float(i) + random.bell() * species.disorder * 0.7)
        let petal = petal(
          angle: angle, length: length * (1 + random.bell() * species.disorder * 0.6), row: row,
          halfWidth: length * width * step * 0.5 * shape.widest * (1 + random.bell() * species.disorder),
          &random)
        petal.paint(on: &canvas, side: side, light: light)
      }
      length *= species.rowStep
    }
    BloomHeartDrawing(bloom: self, innermost: length).draw(on: &canvas, random: &random)
  }

  private func petal(
    angle: Float, length: Float, row: Int, halfWidth: Float, _ random: inout DrawingRandom
  ) -> Petal {
    let axis = Point.direction(angle)
    // Inner rows are a little deeper in colour, and darker at the foot.
    let depth = Float(row) * 0.018
    let body = paint(palette.body, &random).lightened(by: -depth)
    let foot = paint(palette.foot, &random).lightened(by: -depth)
    // Across, scaled back from the plane's foreshortening by construction of the plane.
    return Petal(
      foot: center, axis: inPlane(axis * length), across: inPlane(Point(-axis.y, axis.x) * halfWidth),
      bend: random.bell() * species.disorder * 1.2,
      colors: PetalColors(
        foot: foot, body: body, tip: paint(palette.tip, &random).lightened(by: -depth),
        shadow: Paint(lab: SIMD3(0.42 * body.lab.x, body.lab.y * 0.55, body.lab.z * 0.55)),
        vein: species.vein, blotch: species.blotch))
  }
}
