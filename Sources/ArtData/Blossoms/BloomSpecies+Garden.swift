extension BloomSpecies {
  /// All species, in the order of their class numbers.
  static let garden: [BloomSpecies] = [
    anemone, cherry, cosmos, dahlia, daisy, forgetMeNot, lily, poppy, rose, sunflower,
  ]

  private static func palette(_ foot: SIMD3<Float>, _ body: SIMD3<Float>, _ tip: SIMD3<Float>) -> BloomPalette {
    BloomPalette(foot: foot, body: body, tip: tip)
  }

  private static let anemone = BloomSpecies(
    name: "anemone", petals: 7...9, rows: 1...2, rowStep: 0.86, width: 1.25...1.5, widest: 0.6...0.7,
    point: 0.1...0.35, notch: 0...0, foot: 0.35, disorder: 0.06, vein: -0.05, blotch: 0,
    heart: BloomHeart(style: .stamens, radius: 0.17...0.22, inner: [0.24, 0.05, 285], outer: [0.3, 0.06, 290]),
    palettes: [
      palette([0.93, 0.03, 300], [0.5, 0.2, 295], [0.6, 0.18, 298]),
      palette([0.95, 0.02, 280], [0.48, 0.2, 272], [0.6, 0.17, 275]),
      palette([0.95, 0.02, 20], [0.55, 0.22, 18], [0.62, 0.21, 20]),
      palette([0.92, 0.03, 330], [0.95, 0.015, 310], [0.97, 0.01, 300]),
      palette([0.95, 0.02, 350], [0.6, 0.22, 350], [0.72, 0.17, 350]),
    ])

  private static let cherry = BloomSpecies(
    name: "cherry", petals: 5...5, rows: 1...1, rowStep: 0.8, width: 1.02...1.2, widest: 0.58...0.68,
    point: 0...0.15, notch: 0.1...0.18, foot: 0.18, disorder: 0.05, vein: -0.03, blotch: 0,
    heart: BloomHeart(style: .filaments, radius: 0.4...0.52, inner: [0.72, 0.17, 5], outer: [0.85, 0.14, 85]),
    palettes: [
      palette([0.72, 0.16, 0], [0.9, 0.07, 355], [0.95, 0.035, 350]),
      palette([0.66, 0.19, 355], [0.83, 0.11, 352], [0.92, 0.06, 350]),
      palette([0.82, 0.1, 10], [0.96, 0.02, 350], [0.98, 0.01, 340]),
    ])

  private static let cosmos = BloomSpecies(
    name: "cosmos", petals: 8...8, rows: 1...1, rowStep: 0.8, width: 1.05...1.25, widest: 0.68...0.76,
    point: 0...0.1, notch: 0.04...0.09, foot: 0.2, disorder: 0.06, vein: -0.04, blotch: 0,
    heart: BloomHeart(style: .florets, radius: 0.17...0.22, inner: [0.8, 0.17, 85], outer: [0.62, 0.14, 60]),
    palettes: [
      palette([0.5, 0.2, 350], [0.66, 0.2, 345], [0.78, 0.15, 340]),
      palette([0.6, 0.2, 340], [0.86, 0.08, 335], [0.93, 0.04, 330]),
      palette([0.42, 0.16, 5], [0.5, 0.19, 0], [0.58, 0.2, 355]),
      palette([0.7, 0.17, 65], [0.78, 0.17, 72], [0.84, 0.16, 82]),
    ])

  private static let dahlia = BloomSpecies(
    name: "dahlia", petals: 11...15, rows: 4...5, rowStep: 0.79, width: 1.05...1.3, widest: 0.55...0.65,
    point: 0.45...0.85, notch: 0...0, foot: 0.35, disorder: 0.03, vein: -0.07, blotch: 0,
    heart: BloomHeart(style: .closed, radius: 0.08...0.11, inner: [0.45, 0.15, 20], outer: [0.55, 0.15, 20]),
    palettes: [
      palette([0.42, 0.17, 20], [0.58, 0.22, 25], [0.68, 0.19, 32]),
      palette([0.5, 0.2, 340], [0.66, 0.21, 345], [0.86, 0.09, 345]),
      palette([0.6, 0.18, 45], [0.72, 0.18, 55], [0.84, 0.14, 75]),
      palette([0.4, 0.17, 310], [0.55, 0.2, 312], [0.74, 0.13, 315]),
      palette([0.8, 0.12, 85], [0.9, 0.1, 95], [0.96, 0.05, 100]),
    ])

  private static let daisy = BloomSpecies(
    name: "daisy", petals: 13...20, rows: 1...2, rowStep: 0.9, width: 0.85...1.05, widest: 0.55...0.72,
    point: 0...0.3, notch: 0...0, foot: 0.45, disorder: 0.06, vein: -0.03, blotch: 0,
    heart: BloomHeart(style: .florets, radius: 0.26...0.33, inner: [0.87, 0.17, 95], outer: [0.72, 0.16, 70]),
    palettes: [
      palette([0.86, 0.03, 110], [0.97, 0.008, 100], [0.99, 0.003, 100]),
      palette([0.86, 0.03, 110], [0.96, 0.012, 95], [0.93, 0.05, 350]),
      palette([0.8, 0.06, 300], [0.82, 0.09, 305], [0.88, 0.06, 308]),
    ])

  private static let forgetMeNot = BloomSpecies(
    name: "forget-me-not", petals: 5...5, rows: 1...1, rowStep: 0.8, width: 1.12...1.25, widest: 0.62...0.7,
    point: 0...0.05, notch: 0...0, foot: 0.3, disorder: 0.04, vein: 0.03, blotch: 0,
    heart: BloomHeart(style: .eye, radius: 0.15...0.19, inner: [0.86, 0.17, 92], outer: [0.97, 0.03, 100]),
    palettes: [
      palette([0.86, 0.06, 250], [0.66, 0.15, 256], [0.74, 0.12, 252]),
      palette([0.88, 0.05, 250], [0.58, 0.18, 264], [0.66, 0.15, 260]),
      palette([0.9, 0.04, 240], [0.75, 0.11, 245], [0.82, 0.08, 240]),
    ])

  private static let lily = BloomSpecies(
    name: "lily", petals: 3...3, rows: 2...2, rowStep: 0.97, width: 0.62...0.78, widest: 0.42...0.5,
    point: 0.8...1, notch: 0...0, foot: 0.35, disorder: 0.03, vein: -0.14, blotch: 0,
    heart: BloomHeart(style: .filaments, radius: 0.42...0.52, inner: [0.84, 0.12, 120], outer: [0.42, 0.12, 45]),
    palettes: [
      palette([0.82, 0.14, 110], [0.95, 0.03, 100], [0.98, 0.01, 100]),
      palette([0.8, 0.15, 85], [0.72, 0.19, 50], [0.68, 0.2, 42]),
      palette([0.92, 0.05, 100], [0.72, 0.17, 355], [0.92, 0.05, 350]),
      palette([0.75, 0.16, 100], [0.87, 0.15, 95], [0.92, 0.12, 100]),
    ])

  private static let poppy = BloomSpecies(
    name: "poppy", petals: 4...6, rows: 1...1, rowStep: 0.8, width: 1.35...1.6, widest: 0.62...0.72,
    point: 0...0.05, notch: 0...0.03, foot: 0.3, disorder: 0.09, vein: -0.06, blotch: 0.3,
    heart: BloomHeart(style: .stamens, radius: 0.16...0.21, inner: [0.62, 0.1, 125], outer: [0.22, 0.03, 320]),
    palettes: [
      palette([0.4, 0.16, 25], [0.6, 0.235, 29], [0.66, 0.22, 34]),
      palette([0.5, 0.18, 35], [0.68, 0.21, 42], [0.75, 0.18, 52]),
      palette([0.5, 0.18, 15], [0.7, 0.18, 18], [0.82, 0.11, 22]),
    ])

  private static let rose = BloomSpecies(
    name: "rose", petals: 5...6, rows: 4...5, rowStep: 0.76, width: 1.5...1.75, widest: 0.66...0.74,
    point: 0...0.18, notch: 0...0, foot: 0.6, disorder: 0.07, vein: 0, blotch: 0,
    heart: BloomHeart(style: .closed, radius: 0.07...0.1, inner: [0.4, 0.17, 15], outer: [0.5, 0.18, 15]),
    palettes: [
      palette([0.34, 0.13, 20], [0.5, 0.2, 22], [0.6, 0.21, 22]),
      palette([0.6, 0.18, 5], [0.76, 0.13, 5], [0.88, 0.07, 5]),
      palette([0.74, 0.12, 60], [0.86, 0.09, 70], [0.94, 0.05, 80]),
      palette([0.7, 0.15, 80], [0.86, 0.14, 95], [0.93, 0.09, 100]),
      palette([0.8, 0.06, 100], [0.93, 0.025, 95], [0.98, 0.01, 95]),
    ])

  private static let sunflower = BloomSpecies(
    name: "sunflower", petals: 15...22, rows: 2...2, rowStep: 0.9, width: 0.95...1.15, widest: 0.42...0.52,
    point: 0.7...1, notch: 0...0, foot: 0.5, disorder: 0.07, vein: -0.06, blotch: 0,
    heart: BloomHeart(style: .florets, radius: 0.38...0.46, inner: [0.3, 0.05, 60], outer: [0.42, 0.08, 55]),
    palettes: [
      palette([0.7, 0.17, 65], [0.85, 0.175, 88], [0.89, 0.17, 96]),
      palette([0.62, 0.17, 50], [0.78, 0.175, 70], [0.87, 0.17, 90]),
      palette([0.8, 0.15, 90], [0.91, 0.15, 102], [0.94, 0.12, 105]),
    ])
}
