import ArtSettings

extension Estimate {
  /// `512.3 (95 %: 480.1 to 544.5)`.
  public var text: String { value.fourDigits + (interval.map { " (95 %: \($0.words))" } ?? "") }
}

extension Estimate.Interval {
  /// `480.1 to 544.5`.
  public var words: String { "\(low.fourDigits) to \(high.fourDigits)" }
}

extension Double {
  /// About four digits, or all before the point where there are more.
  public var fourDigits: String {
    guard isFinite else { return "\(self)" }
    let size = abs(self)
    return text(places: size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 0.01 || size == 0 ? 3 : 6)
  }

  /// With so many digits behind the point, and commas before it.
  func text(places: Int) -> String {
    let factor = (0..<places).reduce(1.0) { power, _ in power * 10 }
    // Far beyond any metric, and safe to hold in a whole number.
    let scaled = Int((min(abs(self), 1e14) * factor).rounded())
    let (whole, rest) = scaled.quotientAndRemainder(dividingBy: Int(factor))
    let digits = String(rest)
    let fraction = places == 0 ? "" : "." + String(repeating: "0", count: places - digits.count) + digits
    return (self < 0 && scaled != 0 ? "-" : "") + Counted.text(whole) + fraction
  }
}
