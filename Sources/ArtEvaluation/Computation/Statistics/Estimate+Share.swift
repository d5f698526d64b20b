extension Estimate {
  /// The share of images of which something is true, with Wilson's score interval: it stays within 0 and 1, and holds
  /// for shares near them.
  ///
  /// Source: Wilson, Probable inference, the law of succession, and statistical inference (1927).
  ///
  /// - Parameters:
  ///   - count: images of which it is true.
  ///   - total: all images.
  ///   - together: how many images it is true of at a time, where one follows from the other: so many fewer tell
  ///     something of their own.
  public static func share(_ count: Int, of total: Int, together: Int = 1) -> Estimate {
    guard total > 0 else { return Estimate(0) }
    let (n, share, z) = (Double(total) / Double(together), Double(count) / Double(total), 1.959963984540054)
    let middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    let reach = z / (1 + z * z / n) * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
    // Rounding must not put the share itself outside.
    let (low, high) = (min(max(middle - reach, 0), share), max(min(middle + reach, 1), share))
    return Estimate(share, interval: Interval(low: low, high: high))
  }
}
