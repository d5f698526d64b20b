/// A measured number, with the range in which it would probably lie if other images had been drawn.
public struct Estimate: Hashable, Sendable, Codable {
  public var value: Double
  /// The 95 % confidence interval; `nil` where there are too few images to tell.
  public var interval: Interval?

  /// From `low` to `high`.
  public struct Interval: Hashable, Sendable, Codable {
    public var low: Double
    public var high: Double

    public init(low: Double, high: Double) {
      self.low = low
      self.high = high
    }
  }

  public init(_ value: Double, interval: Interval? = nil) {
    self.value = value
    self.interval = interval
  }

  /// The same on another scale.
  public func scaled(by factor: Double) -> Estimate {
    Estimate(value * factor, interval: interval.map { Interval(low: $0.low * factor, high: $0.high * factor) })
  }
}
