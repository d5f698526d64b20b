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

  public var largestMagnitude: Double { numbers.reduce(0) { max($0, abs($1)) } }
}

/// The offsets of a box of elements in memory, in the box's own order.
///
/// - Parameters:
///   - lengths: The box's extent along each axis.
///   - strides: The distance in memory between neighbours along each axis; 0 where an element is repeated.
func offsets(_ lengths: [Int], strides: [Int], start: Int = 0) -> [Int] {
  zip(lengths, strides).reduce([start]) { offsets, axis in
    offsets.flatMap { offset in (0..<axis.0).map { offset + $0 * axis.1 } }
  }
}

extension ReferenceArray {
  /// This array repeated to a shape by the rule of broadcasting.
  func stretched(to target: Shape) -> [Double] {
    if target == shape { return numbers }
    let missing = [Int](repeating: 0, count: target.rank - shape.rank)
    let strides = zip(shape.dimensions, shape.strides).map { $0 == 1 ? 0 : $1 }
    return offsets(target.dimensions, strides: missing + strides).map { numbers[$0] }
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
