import ArtTensor

/// A whole image: scenery, stem and leaves, and one bloom in the middle.
///
/// All choices are made from the key alone, in scene units: the same key gives the same scene in every size.
struct BlossomDrawing {
  let species: BloomSpecies
  let moods: [Scenery.Mood]

  func draw(on canvas: inout PaintCanvas, key: RandomKey) {
    // Each part has its own numbers, so that a change to one leaves the others as they are.
    var random = DrawingRandom(key.folded(.scene))
    let mood = moods[random.int(0...(moods.count - 1))]
    let scenery = Scenery(mood: mood, random: &random)
    let center = Point(random.bell() * 0.025, random.bell() * 0.025 - 0.03)
    let radius = min(max(0.4 + random.bell() * 0.035, 0.31), 0.47)
    var parts = DrawingRandom(key.folded(.scenery))
    scenery.draw(on: &canvas, random: &parts)
    parts = DrawingRandom(key.folded(.foliage))
    Foliage(scenery: scenery).draw(below: center, radius: radius, on: &canvas, random: &parts)
    canvas.glow(at: center - scenery.light * 0.04, radius: radius * 1.25, color: .zero, opacity: 0.3)
    parts = DrawingRandom(key.folded(.bloom))
    let bloom = Bloom(species: species, center: center, radius: radius, light: scenery.light, random: &parts)
    bloom.draw(on: &canvas, random: &parts)
    canvas.glow(
      at: center + scenery.light * radius, radius: radius * 1.4, color: SIMD3(1, 0.95, 0.85),
      opacity: mood == .shade ? 0.08 : 0.14)
  }
}
