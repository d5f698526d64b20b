import ArtSettings

/// A number that may change over time: values at equal distances, and straight lines between them.
struct TimeCourse: Hashable, Sendable {
  /// At least one; one alone holds all the time.
  let values: [Double]

  init(_ values: [Double]) {
    self.values = values.isEmpty ? [0] : values
  }

  var isConstant: Bool { values.count == 1 }

  /// - Parameter share: The moment, from 0 for the beginning to 1 for the end.
  func value(at share: Double) -> Double {
    guard values.count > 1 else { return values[0] }
    let place = min(max(share, 0), 1) * Double(values.count - 1)
    let piece = min(Int(place), values.count - 2)
    return values[piece] + (values[piece + 1] - values[piece]) * (place - Double(piece))
  }
}

extension SettingsReader {
  /// A number from 0 to 1, or a list of such numbers for a course over time; nil where nothing is written.
  func course(_ key: String, _ help: String) -> TimeCourse? {
    let limits = Limits(0...1.0)
    let description = SettingDescription(
      key, .number, limits: limits, forms: [.form(.list, element: .number, limits: limits)], help: help)
    guard let value = value(description) else { return nil }
    let numbers = (value.array ?? [value]).map { $0.number?.double }
    let values = numbers.compactMap { $0.flatMap { (0...1).contains($0) ? $0 : nil } }
    guard !values.isEmpty, values.count == numbers.count else {
      problem(at: key, .outOfRange, "expected a number from 0 to 1, or a list of them for a course over time")
      return nil
    }
    return TimeCourse(values)
  }
}
