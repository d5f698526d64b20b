/// The stem under a bloom and the leaves beside it.
struct Foliage {
  let scenery: Scenery

  func draw(below center: Point, radius: Float, on canvas: inout PaintCanvas, random: inout DrawingRandom) {
    let green = scenery.leaf(&random)
    let bottom = canvas.corner.y + 0.05
    let root = Point(center.x + random.bell() * 0.08, bottom)
    let bend = Point((center.x + root.x) * 0.5 + random.bell() * 0.06, (center.y + bottom) * 0.5)
    for i in 0..<random.int(1...3) {
      let angle = (i % 2 == 0 ? 0.45 : 2.69) + random.bell() * 0.3
      leaf(
        at: Point.mix(bend, root, random.uniform(0...0.5)), angle: angle, length: random.uniform(0.34...0.52),
        green.lightened(by: random.bell() * 0.03), &canvas)
    }
    let path = Curve.smooth([center, bend, root], perSpan: 8)
    let color = green.lightened(by: -0.03).linear
    let edge = green.lightened(by: 0.1).linear
    for i in 1..<path.count {
      canvas.line(from: path[i - 1], to: path[i], radiusA: 0.018, radiusB: 0.019, color: color, opacity: 1)
    }
    let shift = scenery.light * 0.007
    for i in 1..<path.count {
      canvas.line(
        from: path[i - 1] + shift, to: path[i] + shift, radiusA: 0.005, radiusB: 0.005, color: edge, opacity: 0.6)
    }
  }

  private func leaf(at foot: Point, angle: Float, length: Float, _ green: Paint, _ canvas: inout PaintCanvas) {
    let axis = Point.direction(angle)
    let petal = Petal(
      foot: foot, axis: axis * length, across: Point(-axis.y, axis.x) * length * 0.2, bend: 0.2,
      colors: PetalColors(
        foot: green.lightened(by: -0.05), body: green, tip: green.lightened(by: 0.06),
        shadow: green.lightened(by: -0.25), vein: 0.12, blotch: 0))
    let shape = PetalShape(widest: 0.45, point: 0.9, notch: 0, foot: 0.1)
    petal.paint(on: &canvas, side: shape.side(steps: 8), light: scenery.light)
  }
}
