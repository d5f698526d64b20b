/// What is behind a bloom: air, light, blurred leaves and other flowers.
struct Scenery {
  /// The mood of a background.
  enum Mood: String, CaseIterable, Sendable {
    case meadow, sky, dusk, shade, paper
  }

  let mood: Mood
  /// The direction from which light comes.
  let light: Point
  private let top: Paint
  private let bottom: Paint

  init(mood: Mood, random: inout DrawingRandom) {
    self.mood = mood
    light = Point.direction(-2.2 + random.bell() * 0.25)
    let drift = random.bell()
    switch mood {
    case .meadow:
      top = Paint(lightness: 0.8, chroma: 0.09, hue: 130 + drift * 8)
      bottom = Paint(lightness: 0.45, chroma: 0.11, hue: 138 + drift * 6)
    case .sky:
      top = Paint(lightness: 0.68, chroma: 0.11, hue: 245 + drift * 6)
      bottom = Paint(lightness: 0.92, chroma: 0.04, hue: 220 + drift * 12)
    case .dusk:
      top = Paint(lightness: 0.36, chroma: 0.1, hue: 290 + drift * 10)
      bottom = Paint(lightness: 0.75, chroma: 0.12, hue: 40 + drift * 10)
    case .shade:
      top = Paint(lightness: 0.24, chroma: 0.045, hue: 165 + drift * 15)
      bottom = Paint(lightness: 0.32, chroma: 0.07, hue: 145 + drift * 8)
    case .paper:
      top = Paint(lightness: 0.95, chroma: 0.025, hue: 85 + drift * 25)
      bottom = Paint(lightness: 0.87, chroma: 0.04, hue: 75 + drift * 25)
    }
  }

  func draw(on canvas: inout PaintCanvas, random: inout DrawingRandom) {
    let corner = canvas.corner
    let tilt = random.bell() * 0.15
    canvas.flood { point in
      let t = min(max((point.y + tilt * point.x) / (2 * corner.y) + 0.5, 0), 1)
      return top.mixed(with: bottom, t * t * (3 - 2 * t)).linear
    }
    for _ in 0..<random.int(4...8) {
      let place = Point(random.uniform(-corner.x...corner.x), random.uniform(-corner.y...corner.y))
      let paint = top.mixed(with: bottom, random.unit()).lightened(by: random.uniform(-0.12...0.14))
      canvas.glow(
        at: place, radius: random.uniform(0.12...0.34), color: paint.linear, opacity: random.uniform(0.2...0.6))
    }
  }

  /// The green of stems and leaves in this light.
  func leaf(_ random: inout DrawingRandom) -> Paint {
    let base: Float = mood == .shade || mood == .dusk ? 0.42 : 0.5
    return Paint(lightness: base + random.bell() * 0.03, chroma: 0.12, hue: 138 + random.bell() * 6)
  }
}
