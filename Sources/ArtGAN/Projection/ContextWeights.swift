/// What each known pixel counts in the search for what a hole may hold: the more, the more of the hole is near. Pixels far
/// from the hole keep a tenth, so that the whole image has its say. 0 in the hole, 1 on average.
///
/// Source: Yeh et al. 2017, "Semantic image inpainting with deep generative models", equation 3, where far ones count nothing.
///
/// - Parameters:
///   - isHole: `[height, width]`.
///   - width: the image's width.
///   - window: the side of the square around a pixel in which the hole is looked for, in pixels.
/// - Returns: `[height, width]`.
public func contextWeights(isHole: [Bool], width: Int, window: Int) -> [Float] {
  let height = width > 0 ? isHole.count / width : 0
  let reach = max(window, 1) / 2
  let weights = isHole.indices.map { place -> Double in
    guard !isHole[place] else { return 0 }
    let (y, x) = place.quotientAndRemainder(dividingBy: width)
    var (inside, near) = (0, 0)
    for row in max(0, y - reach)...min(height - 1, y + reach) {
      for column in max(0, x - reach)...min(width - 1, x + reach) {
        inside += 1
        near += isHole[row * width + column] ? 1 : 0
      }
    }
    return 0.1 + Double(near) / Double(inside)
  }
  let sum = weights.reduce(0, +)
  return weights.map { Float(sum > 0 ? $0 * Double(weights.count) / sum : 0) }
}
