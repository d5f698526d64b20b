/// Whether images belong together two by two: the same things at the same places, whatever their colours.
///
/// Each left image is compared with its right one and with those of others, by where in them something changes: of small
/// copies the slopes, brought to the same mean and contrast. Where most left images are nearest to their own partner, they
/// are taken for pairs; of ten others each would be nearest once.
struct PairTest {
  /// The share of left images whose partner is nearer than ten others.
  let share: Double
  /// Whether the left images have larger even areas, as drawings and label maps have beside photos.
  let isLeftFlatter: Bool

  /// The fewest pairs that tell anything.
  static let fewest = 8
  private static let most = 200
  private static let others = 10
  /// The least share, where chance would give a tenth.
  private static let leastShare = 0.4
  /// How much likelier partners are than others, at least, in the mean: 1 for equal ones beside strangers. Labels and photos
  /// of facades reach 0.20, emoji of two makers 0.18, halves of one facade 0.11, cats beside dogs 0.
  private static let leastMargin = 0.15

  /// - Returns: nil for too few images, and for those that do not look like pairs.
  init?(_ pairs: [(left: Thumbnail, right: Thumbnail)]) {
    guard pairs.count >= Self.fewest else { return nil }
    let count = min(pairs.count, Self.most)
    let chosen = (0..<count).map { pairs[$0 * pairs.count / count] }
    let (lefts, rights) = (chosen.map { Slopes($0.left) }, chosen.map { Slopes($0.right) })
    let others = min(Self.others, count - 1)
    var (found, margin) = (0, 0.0)
    for number in 0..<count {
      let own = lefts[number].likeness(to: rights[number])
      let strangers = (1...others).map { lefts[number].likeness(to: rights[(number + $0) % count]) }
      margin += own - strangers.reduce(0, +) / Double(others)
      found += strangers.allSatisfy { own > $0 } ? 1 : 0
    }
    share = Double(found) / Double(count)
    guard share >= Self.leastShare, margin / Double(count) >= Self.leastMargin else { return nil }
    isLeftFlatter = lefts.reduce(0) { $0 + $1.evenShare } > rights.reduce(0) { $0 + $1.evenShare }
  }
}

/// Where in a small image something changes.
private struct Slopes {
  /// Of mean 0 and length 1; all 0 for an even image.
  private let values: [Double]
  /// The share of pixels that are like their neighbours.
  let evenShare: Double

  init(_ thumbnail: Thumbnail) {
    let (side, pixels) = (Thumbnail.side, thumbnail.pixels)
    var slopes: [Double] = []
    var even = 0
    for y in 0..<side - 1 {
      for x in 0..<side - 1 {
        let place = 3 * (y * side + x)
        let steepest =
          (0..<3).map { channel in
            let level = Int(pixels[place + channel])
            return abs(Int(pixels[place + 3 + channel]) - level) + abs(Int(pixels[place + 3 * side + channel]) - level)
          }.max() ?? 0
        if steepest <= 8 { even += 1 }
        // A strong edge counts little more than a weak one: it may be weak in the other image.
        slopes.append(Double(steepest).squareRoot())
      }
    }
    evenShare = Double(even) / Double(slopes.count)
    let mean = slopes.reduce(0, +) / Double(slopes.count)
    let centred = slopes.map { $0 - mean }
    let length = centred.reduce(0) { $0 + $1 * $1 }.squareRoot()
    values = length > 0 ? centred.map { $0 / length } : centred
  }

  func likeness(to other: Slopes) -> Double { zip(values, other.values).reduce(0) { $0 + $1.0 * $1.1 } }
}
