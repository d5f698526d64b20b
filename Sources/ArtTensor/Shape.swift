/// The extent of a tensor along each axis, outermost first. Images are `[batch, height, width, channels]`.
public struct Shape: Hashable, Sendable {
  public var dimensions: [Int]

  public init(_ dimensions: [Int]) {
    self.dimensions = dimensions
  }

  /// The shape of a single number: no axes, one element.
  public static let scalar = Shape([])

  public var rank: Int { dimensions.count }

  /// The number of elements: the product of all dimensions, 1 for a scalar.
  public var count: Int { dimensions.reduce(1, *) }

  /// The distance in elements between neighbours along each axis of a row-major array.
  public var strides: [Int] {
    var strides = [Int](repeating: 1, count: rank)
    for axis in stride(from: rank - 2, through: 0, by: -1) {
      strides[axis] = strides[axis + 1] * dimensions[axis + 1]
    }
    return strides
  }

  public subscript(axis: Int) -> Int {
    get { dimensions[axis] }
    set { dimensions[axis] = newValue }
  }

  /// The last dimension: the channels of an image, the features of a vector. 1 for a scalar.
  public var channels: Int { dimensions.last ?? 1 }
}

extension Shape: ExpressibleByArrayLiteral {
  public init(arrayLiteral elements: Int...) {
    self.init(elements)
  }
}

extension Shape: CustomStringConvertible {
  public var description: String { "\(dimensions)" }
}

extension Shape: Codable {
  public init(from decoder: any Decoder) throws {
    self.init(try [Int](from: decoder))
  }

  public func encode(to encoder: any Encoder) throws {
    try dimensions.encode(to: encoder)
  }
}
