import ArtPipeKit

/// How bright images are: the mean of their pixels, 0 for black and 1 for white.
struct Brightness: Metric {
  let id = "brightness"
  let title = "brightness"
  let direction = MetricDirection.likeReal
  let needs: Set<MetricNeed> = []

  func measure(_ comparison: Comparison) throws -> MetricValue? {
    let images = comparison.generated.images
    let means = (0..<images.count).map { number in
      let pixels = images.pixels[(number * images.imageSize)..<((number + 1) * images.imageSize)]
      return Double(pixels.reduce(0) { $0 + Int($1) }) / Double(255 * images.imageSize)
    }
    return MetricValue(.mean(of: means, key: comparison.key.folded(2), pool: comparison.pool))
  }
}
