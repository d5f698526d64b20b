/// The numbers that a setting allows.
public struct Limits<Bound: Comparable & Sendable>: Sendable {
  public let lower: Bound?
  public let upper: Bound?
  public let excludesLower: Bool
  public let excludesUpper: Bool

  fileprivate init(lower: Bound?, upper: Bound?, excludesLower: Bool, excludesUpper: Bool) {
    self.lower = lower
    self.upper = upper
    self.excludesLower = excludesLower
    self.excludesUpper = excludesUpper
  }

  public static var any: Limits { Limits(lower: nil, upper: nil, excludesLower: false, excludesUpper: false) }

  public static func atLeast(_ bound: Bound) -> Limits {
    Limits(lower: bound, upper: nil, excludesLower: false, excludesUpper: false)
  }

  public static func above(_ bound: Bound) -> Limits {
    Limits(lower: bound, upper: nil, excludesLower: true, excludesUpper: false)
  }

  public static func above(_ bound: Bound, to upper: Bound) -> Limits {
    Limits(lower: bound, upper: upper, excludesLower: true, excludesUpper: false)
  }

  /// From a range of the standard library; `0..<1` excludes 1.
  public init(_ range: some RangeExpression<Bound>) {
    switch range {
    case let range as ClosedRange<Bound>:
      self.init(lower: range.lowerBound, upper: range.upperBound, excludesLower: false, excludesUpper: false)
    case let range as Range<Bound>:
      self.init(lower: range.lowerBound, upper: range.upperBound, excludesLower: false, excludesUpper: true)
    case let range as PartialRangeFrom<Bound>:
      self.init(lower: range.lowerBound, upper: nil, excludesLower: false, excludesUpper: false)
    case let range as PartialRangeThrough<Bound>:
      self.init(lower: nil, upper: range.upperBound, excludesLower: false, excludesUpper: false)
    case let range as PartialRangeUpTo<Bound>:
      self.init(lower: nil, upper: range.upperBound, excludesLower: false, excludesUpper: true)
    default:
      self = .any
    }
  }

  public func contains(_ value: Bound) -> Bool {
    if let lower, excludesLower ? value <= lower : value < lower { return false }
    if let upper, excludesUpper ? value >= upper : value > upper { return false }
    return true
  }
}

extension Limits where Bound: SignedNumeric {
  /// The same limits, and in the place of one that is not there plus or minus `most`.
  func closed(by most: Bound) -> Limits {
    Limits(lower: lower ?? -most, upper: upper ?? most, excludesLower: excludesLower, excludesUpper: excludesUpper)
  }
}

extension Limits<Int> {
  var asNumbers: Limits<Double> {
    Limits<Double>(
      lower: lower.map(Double.init), upper: upper.map(Double.init), excludesLower: excludesLower,
      excludesUpper: excludesUpper)
  }
}

extension Limits<Int> {
  /// The limits in words: `of at least 2`, `from 0 to 1`; nil where everything is allowed.
  public var words: String? { words { Counted.text($0) } }
}

extension Limits<Double> {
  /// The limits in words: `of at least 0.5`, `from 0 to 1`; nil where everything is allowed.
  public var words: String? { words { Counted.text($0) } }
}

extension Limits {
  private func words(_ text: (Bound) -> String) -> String? {
    switch (lower, upper) {
    case (let lower?, let upper?):
      let from = excludesLower ? "above \(text(lower))" : "from \(text(lower))"
      return from + (excludesUpper ? " to below \(text(upper))" : " to \(text(upper))")
    case (let lower?, nil): return excludesLower ? "above \(text(lower))" : "of at least \(text(lower))"
    case (nil, let upper?): return excludesUpper ? "below \(text(upper))" : "of at most \(text(upper))"
    case (nil, nil): return nil
    }
  }
}
