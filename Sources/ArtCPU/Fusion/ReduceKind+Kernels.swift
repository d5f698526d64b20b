import ArtGraph
import CArtKernels

extension Reduce.Kind {
  /// What leaves every number as it is.
  var neutral: Float { self == .sum ? 0 : -.infinity }

  func joined(_ a: Double, _ b: Double) -> Double { self == .sum ? a + b : larger(a, b) }

  /// All numbers to one.
  func reduced(_ numbers: UnsafePointer<Float>, _ count: Int) -> Double {
    Double(self == .sum ? art_sum(numbers, count) : art_max(numbers, count))
  }

  /// `[rows, columns]` to one number a row.
  func reduceRows(
    _ numbers: UnsafePointer<Float>, _ rows: Int, _ columns: Int, _ output: UnsafeMutablePointer<Float>
  ) {
    switch self {
    case .sum: art_sum_over_columns(numbers, rows, columns, output)
    case .maximum: art_max_over_columns(numbers, rows, columns, output)
    }
  }

  /// `[rows, columns]` to one number a column.
  func reduceColumns(
    _ numbers: UnsafePointer<Float>, _ rows: Int, _ columns: Int, _ output: UnsafeMutablePointer<Float>
  ) {
    switch self {
    case .sum: art_sum_over_rows(numbers, rows, columns, output)
    case .maximum: art_max_over_rows(numbers, rows, columns, output)
    }
  }

  /// Element by element into `target`.
  func join(_ numbers: UnsafePointer<Float>, _ count: Int, into target: UnsafeMutablePointer<Float>) {
    switch self {
    case .sum: for index in 0..<count { target[index] += numbers[index] }
    case .maximum: for index in 0..<count { target[index] = larger(target[index], numbers[index]) }
    }
  }

  /// The larger of two; NaN if either is.
  private func larger<Number: FloatingPoint>(_ a: Number, _ b: Number) -> Number { a > b || a.isNaN ? a : b }
}
