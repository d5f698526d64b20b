/// One way to write a digit: the path of the pen, as points in a box of 100 by 100, y down.
struct Skeleton {
  /// How often it is used, among the ways to write the same digit.
  let weight: Float
  /// One list of points for each time the pen touches the paper. A point that is given twice running is a corner.
  let pens: [[Point]]

  /// - Parameter pens: coordinates as x, y, x, y, …
  init(_ weight: Float, _ pens: [Float]...) {
    self.weight = weight
    self.pens = pens.map { numbers in
      stride(from: 0, to: numbers.count - 1, by: 2).map { Point(numbers[$0], numbers[$0 + 1]) }
    }
  }
}
