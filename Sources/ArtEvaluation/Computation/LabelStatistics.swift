import Foundation

/// What a classifier sees in images: whether each clearly belongs to a class, and whether all classes are there.
public struct LabelStatistics: Hashable, Sendable, Codable {
  /// The mean of the probability that the classifier gives to its first choice, 0 to 1: whether single images are
  /// clear.
  public var confidence: Estimate
  /// The entropy of the classes' mean probabilities, in bits: whether all classes come up. At most the logarithm to base
  /// 2 of the number of classes, where all are as frequent.
  public var entropy: Estimate
  /// The share of images in which each class is the first choice, in the order of the classes.
  public var shares: [Estimate]
  /// The share of images in which the first choice is the class that the image should be of; `nil` where that is not
  /// known.
  public var accuracy: Estimate?

  /// - Parameters:
  ///   - probabilities: `[images, classes]`, each row with the sum 1.
  ///   - expected: the class that each image should be of, by its number; `nil` where that is not known.
  ///   - entropyOver: how many images, from the first, the entropy is of: a few images show less of it than many, so
  ///     that entropies can be compared only of equal numbers. `nil` for all.
  /// - Throws: ``MetricsError/tooFew(metric:found:needed:)`` where there is no image.
  public init(
    probabilities: FeatureMatrix, expected: [Int]? = nil, entropyOver: Int? = nil
  ) throws(MetricsError) {
    let (count, classes) = (probabilities.rows, probabilities.columns)
    guard count > 0 else { throw .tooFew(metric: "label entropy", found: 0, needed: 1) }
    let jackknife = Jackknife(count: count)
    let ranges = jackknife.map { cut in (0..<cut.groups).map { cut.rows($0, of: count) } } ?? [0..<count]
    let groups = ranges.map { Sums(probabilities, rows: $0) }
    let total = groups.dropFirst().reduce(groups[0], +)
    func estimate(_ statistic: (Sums) -> Double) -> Estimate {
      let value = statistic(total)
      guard let jackknife else { return Estimate(value) }
      return Estimate(
        value, interval: jackknife.interval(around: value, without: groups.map { statistic(total - $0) }))
    }
    confidence = estimate { $0.confidence / Double($0.count) }
    entropy = estimate { sums in
      sums.probabilities.reduce(0) { entropy, sum in
        let share = sum / Double(sums.count)
        return share > 0 ? entropy - share * log2(share) : entropy
      }
    }
    if let entropyOver, entropyOver < count {
      entropy = try LabelStatistics(probabilities: probabilities.slice(0..<entropyOver)).entropy
    }
    shares = (0..<classes).map { .share(total.chosen[$0], of: count) }
    accuracy = expected.map { expected in
      let choices = (0..<count).map { Self.firstChoice(probabilities, row: $0) }
      return .share(zip(choices, expected).count { $0 == $1 }, of: count)
    }
  }

  /// The class with the highest probability, the first of several.
  private static func firstChoice(_ table: FeatureMatrix, row: Int) -> Int {
    let start = row * table.columns
    return (1..<max(table.columns, 1)).reduce(0) {
      table.values[start + $1] > table.values[start + $0] ? $1 : $0
    }
  }

  private struct Sums {
    var count: Int
    var confidence: Double
    var probabilities: [Double]
    var chosen: [Int]

    init(_ table: FeatureMatrix, rows: Range<Int>) {
      count = rows.count
      confidence = 0
      probabilities = [Double](repeating: 0, count: table.columns)
      chosen = [Int](repeating: 0, count: table.columns)
      for row in rows {
        let best = LabelStatistics.firstChoice(table, row: row)
        let start = row * table.columns
        for column in 0..<table.columns { probabilities[column] += Double(table.values[start + column]) }
        confidence += Double(table.values[start + best])
        chosen[best] += 1
      }
    }

    private init(_ a: Sums, _ b: Sums, _ sign: Int) {
      count = a.count + sign * b.count
      confidence = a.confidence + Double(sign) * b.confidence
      probabilities = zip(a.probabilities, b.probabilities).map { $0 + Double(sign) * $1 }
      chosen = zip(a.chosen, b.chosen).map { $0 + sign * $1 }
    }

    static func + (a: Sums, b: Sums) -> Sums { Sums(a, b, 1) }
    static func - (a: Sums, b: Sums) -> Sums { Sums(a, b, -1) }
  }
}
