/// A smooth curve through points that rises wherever they do and never falls: cubic pieces with limited slopes
/// (Fritsch and Carlson 1980, "Monotone piecewise cubic interpolation"). It leads from (0, 0) to (1, 1).
public struct MonotoneCurve: Hashable, Sendable {
  /// From 0 to 1, rising.
  public let x: [Double]
  /// From 0 to 1, never falling.
  public let y: [Double]
  private let slopes: [Double]

  /// The straight line.
  public static let identity = MonotoneCurve(x: [], y: [])

  /// - Parameters:
  ///   - x: between 0 and 1, never falling; of points of the same `x` the last counts.
  ///   - y: between 0 and 1, never falling, as many.
  public init(x: [Double], y: [Double]) {
    var (places, values) = ([0.0], [0.0])
    for (place, value) in zip(x, y) where place > 0 && place < 1 {
      if place - (places.last ?? 0) < 1e-9 {
        values[values.count - 1] = places.count == 1 ? 0 : value
      } else {
        places.append(place)
        values.append(value)
      }
    }
    self.x = places + [1]
    self.y = values + [1]
    slopes = Self.slopes(self.x, self.y)
  }

  private static func slopes(_ x: [Double], _ y: [Double]) -> [Double] {
    var widths: [Double] = []
    var steps: [Double] = []
    for index in 1..<x.count {
      let width: Double = x[index] - x[index - 1]
      widths.append(width)
      steps.append((y[index] - y[index - 1]) / width)
    }
    var slopes: [Double] = [steps[0]]
    // The harmonic mean of both sides, weighted by their lengths, is never more than three times the lesser.
    for index in 1..<steps.count {
      let before: Double = steps[index - 1]
      let after: Double = steps[index]
      let first: Double = 2 * widths[index] + widths[index - 1]
      let second: Double = widths[index] + 2 * widths[index - 1]
      let inverse: Double = first / before + second / after
      slopes.append(before > 0 && after > 0 ? (first + second) / inverse : 0)
    }
    slopes.append(steps[steps.count - 1])
    return slopes
  }

  /// The value at a place; 0 gives exactly 0, 1 gives exactly 1.
  public func callAsFunction(_ place: Double) -> Double {
    if place <= 0 { return 0 }
    if place >= 1 { return 1 }
    var (low, high) = (0, x.count - 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if x[middle] <= place { low = middle } else { high = middle }
    }
    let width = x[high] - x[low]
    let t = (place - x[low]) / width
    let s = 1 - t
    let first: Double = y[low] * (1 + 2 * t) + width * slopes[low] * t
    let second: Double = y[high] * (1 + 2 * s) - width * slopes[high] * s
    let value: Double = first * s * s + second * t * t
    return min(max(value, y[low]), y[high])
  }
}
