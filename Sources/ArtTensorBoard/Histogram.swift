/// How numbers are spread.
struct Histogram {
  private(set) var (low, high) = (0.0, 0.0)
  private(set) var (sum, sumOfSquares) = (0.0, 0.0)
  let count: Int
  /// The upper ends of the buckets, and how many numbers lie in each.
  private(set) var upperEnds: [Double] = []
  private(set) var counts: [Int] = []

  static let buckets = 30

  /// Thirty buckets of equal width from the smallest to the largest number; numbers that are all the same have one.
  ///
  /// - Parameter numbers: All of them finite; none for an empty histogram.
  init(of numbers: [Float]) {
    count = numbers.count
    guard let first = numbers.first else { return }
    var (least, most) = (first, first)
    for number in numbers {
      least = min(least, number)
      most = max(most, number)
      let value = Double(number)
      sum += value
      sumOfSquares += value * value
    }
    guard least < most else {
      (low, high) = (Double(least) - 0.5, Double(least) + 0.5)
      (upperEnds, counts) = ([high], [count])
      return
    }
    (low, high) = (Double(least), Double(most))
    let width = (high - low) / Double(Self.buckets)
    counts = [Int](repeating: 0, count: Self.buckets)
    for number in numbers { counts[min(Int((Double(number) - low) / width), Self.buckets - 1)] += 1 }
    upperEnds = (1..<Self.buckets).map { low + Double($0) * width } + [high]
  }
}
