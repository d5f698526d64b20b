import Foundation

/// What a classifier sees in pictures: whether each clearly belongs to a class, and whether all classes are there.
public struct LabelFigures: Hashable, Sendable, Codable {
  /// The mean of the probability that the classifier gives to its first choice, 0 to 1: whether single pictures are
  /// clear.
  public var confidence: Estimate
  /// The entropy of the classes' mean probabilities, in bits: whether all classes come up. At most the logarithm to base
  /// 2 of the number of classes, where all are as frequent.
  public var entropy: Estimate
  /// The share of pictures in which each class is the first choice, in the order of the classes.
  public var shares: [Estimate]

  /// - Parameter probabilities: `[pictures, classes]`, each row with the sum 1.
  /// - Throws: ``MetricsError/tooFew(figure:found:needed:)`` where there is no picture.
  public init(probabilities: FeatureMatrix) throws(MetricsError) {
    let (count, classes) = (probabilities.rows, probabilities.columns)
    guard count > 0 else { throw .tooFew(figure: "label entropy", found: 0, needed: 1) }
    let jackknife = Jackknife(count: count)
    let ranges = jackknife.map { cut in (0..<cut.groups).map { cut.rows($0, of: count) } } ?? [0..<count]
    let groups = ranges.map { Sums(probabilities, rows: $0) }
    let total = groups.dropFirst().reduce(groups[0], +)
    func estimate(_ figure: (Sums) -> Double) -> Estimate {
      let value = figure(total)
      guard let jackknife else { return Estimate(value) }
      return Estimate(
        value, interval: jackknife.interval(around: value, without: groups.map { figure(total - $0) }))
    }
    confidence = estimate { $0.confidence / Double($0.count) }
    entropy = estimate { sums in
      sums.probabilities.reduce(0) { entropy, sum in
        let share = sum / Double(sums.count)
        return share > 0 ? entropy - share * log2(share) : entropy
      }
    }
    shares = (0..<classes).map { .share(total.chosen[$0], of: count) }
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
        var best = 0
        let start = row * table.columns
        for column in 0..<table.columns {
          probabilities[column] += Double(table.values[start + column])
          if table.values[start + column] > table.values[start + best] { best = column }
        }
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
