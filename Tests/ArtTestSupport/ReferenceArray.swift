public import ArtTensor

/// An array in double precision.
public struct ReferenceArray: Hashable, Sendable {
  public var shape: Shape
  public var numbers: [Double]

  public init(shape: Shape, numbers: [Double]) {
    precondition(numbers.count == shape.count, "\(numbers.count) numbers do not fill the shape \(shape)")
    self.shape = shape
    self.numbers = numbers
  }

  public init(repeating number: Double, shape: Shape) {
    self.init(shape: shape, numbers: [Double](repeating: number, count: shape.count))
  }

  public init(_ tensor: Tensor) {
    self.init(shape: tensor.shape, numbers: tensor.scalars.map(Double.init))
  }

  /// Computes each element from its place along every axis.
  init(shape: Shape, _ number: (_ place: [Int]) -> Double) {
    self.init(shape: shape, numbers: shape.places.map(number))
  }

  subscript(place: [Int]) -> Double {
    get { numbers[shape.offset(place)] }
    set { numbers[shape.offset(place)] = newValue }
  }

  /// The element that broadcasting puts at a place of a larger shape.
  func stretched(to place: [Int]) -> Double {
    let own = place.suffix(shape.rank)
    return self[zip(own, shape.dimensions).map { $1 == 1 ? 0 : $0 }]
  }

  public var largestMagnitude: Double { numbers.reduce(0) { max($0, abs($1)) } }
}

extension Shape {
  /// The place of every element along every axis, in memory order.
  var places: [[Int]] {
    dimensions.reduce([[]]) { places, length in
      places.flatMap { place in (0..<length).map { place + [$0] } }
    }
  }

  func offset(_ place: [Int]) -> Int {
    zip(place, strides).reduce(0) { $0 + $1.0 * $1.1 }
  }
}

extension ReferenceArray {
  /// The largest difference from a tensor, relative to the tensor's largest magnitude.
  public func difference(from tensor: Tensor) -> Double {
    guard tensor.shape == shape else { return .infinity }
    let expected = ReferenceArray(tensor)
    return zip(numbers, expected.numbers).reduce(0) { worst, pair in
      let difference = abs(pair.0 - pair.1) / max(expected.largestMagnitude, 1e-30)
      return difference.isFinite ? max(worst, difference) : .infinity
    }
  }
}
