/// Draws the middle of a bloom.
struct BloomHeartDrawing {
  let bloom: Bloom
  /// The length of the next row of petals, had there been one.
  let innermost: Float

  func draw(on canvas: inout PaintCanvas, random: inout DrawingRandom) {
    let heart = bloom.species.heart
    let inner = bloom.paint(heart.inner, &random)
    let outer = bloom.paint(heart.outer, &random)
    let radius = bloom.radius * random.uniform(heart.radius)
    switch heart.style {
    case .florets: florets(radius, inner, outer, &canvas, &random)
    case .stamens: stamens(radius, inner, outer, &canvas, &random)
    case .filaments: filaments(radius, inner, outer, &canvas, &random)
    case .eye: eye(radius, inner, outer, &canvas)
    case .closed: closed(&canvas, radius, inner)
    }
  }

  private func shadow(_ radius: Float, _ canvas: inout PaintCanvas) {
    canvas.glow(at: bloom.center, radius: radius * 1.5, color: .zero, opacity: 0.45)
  }

  /// The golden angle packs seeds evenly (Vogel 1979, "A better way to construct the sunflower head").
  private func florets(
    _ radius: Float, _ inner: Paint, _ outer: Paint, _ canvas: inout PaintCanvas, _ random: inout DrawingRandom
  ) {
    shadow(radius, &canvas)
    canvas.disc(at: bloom.center, radius: radius, opacity: 1) { distance, offset in
      inner.mixed(with: outer, distance * distance).lightened(by: -0.05 * (offset.x + offset.y)).linear
    }
    let count = 70
    for i in 0..<count {
      let distance = (Float(i) / Float(count)).squareRoot()
      let place = Point.direction(Float(i) * 2.399_963) * (radius * 0.95 * distance)
      let paint = inner.mixed(with: outer, distance * distance).lightened(by: random.uniform(-0.1...0.13)).linear
      canvas.disc(at: bloom.center + bloom.inPlane(place), radius: radius * 0.075, opacity: 0.8) { _, _ in paint }
    }
  }

  private func stamens(
    _ radius: Float, _ inner: Paint, _ outer: Paint, _ canvas: inout PaintCanvas, _ random: inout DrawingRandom
  ) {
    let color = outer.linear
    let count = random.int(22...30)
    for i in 0..<count {
      let angle = (Float(i) + random.bell() * 0.25) * 2 * Float.pi / Float(count)
      let tip = bloom.inPlane(Point.direction(angle) * radius * random.uniform(1.25...1.8))
      canvas.line(
        from: bloom.center, to: bloom.center + tip, radiusA: radius * 0.035, radiusB: radius * 0.03, color: color,
        opacity: 0.7)
      canvas.disc(at: bloom.center + tip, radius: radius * 0.11, opacity: 0.95) { _, _ in color }
    }
    canvas.disc(at: bloom.center, radius: radius, opacity: 1) { distance, offset in
      inner.lightened(by: 0.1 - 0.16 * distance - 0.06 * (offset.x + offset.y)).linear
    }
  }

  private func filaments(
    _ radius: Float, _ inner: Paint, _ outer: Paint, _ canvas: inout PaintCanvas, _ random: inout DrawingRandom
  ) {
    let count = bloom.species.petals.lowerBound == 3 ? 6 : random.int(12...17)
    let anther = radius * (count == 6 ? 0.13 : 0.085)
    let stalk = inner.linear
    let head = outer.linear
    canvas.glow(at: bloom.center, radius: radius * 0.5, color: stalk, opacity: 0.6)
    for i in 0..<count {
      let angle = (Float(i) + 0.5 + random.bell() * 0.2) * 2 * Float.pi / Float(count)
      let tip = bloom.center + bloom.inPlane(Point.direction(angle) * radius * random.uniform(0.65...1))
      canvas.line(
        from: bloom.center, to: tip, radiusA: radius * 0.03, radiusB: radius * 0.022, color: stalk, opacity: 0.85)
      canvas.disc(at: tip, radius: anther, opacity: 1) { _, _ in head }
    }
    canvas.disc(at: bloom.center, radius: radius * 0.14, opacity: 1) { _, _ in inner.lightened(by: 0.04).linear }
  }

  private func eye(_ radius: Float, _ inner: Paint, _ outer: Paint, _ canvas: inout PaintCanvas) {
    let pale = outer.linear
    let count = bloom.species.petals.lowerBound
    for i in 0..<(2 * count) {
      let tip = bloom.inPlane(Point.direction(Float(i) * Float.pi / Float(count)) * radius * (i % 2 == 0 ? 2 : 1.3))
      canvas.line(
        from: bloom.center, to: bloom.center + tip, radiusA: radius * 0.42, radiusB: radius * 0.1, color: pale,
        opacity: 0.75)
    }
    canvas.disc(at: bloom.center, radius: radius, opacity: 1) { distance, _ in
      inner.lightened(by: -0.14 * distance * distance).linear
    }
    let dark = inner.lightened(by: -0.4).linear
    canvas.disc(at: bloom.center, radius: radius * 0.32, opacity: 0.9) { _, _ in dark }
  }

  private func closed(_ canvas: inout PaintCanvas, _ radius: Float, _ inner: Paint) {
    canvas.glow(at: bloom.center, radius: innermost * 0.8, color: .zero, opacity: 0.35)
  }
}
