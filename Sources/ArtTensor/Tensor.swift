/// An array of float32 numbers on the host, row-major, with a value's meaning.
///
/// A `Tensor` carries numbers into and out of the engine: initial weights, checkpoints, batches, samples. It does no
/// arithmetic; computation is described with a graph and run by an executor.
public struct Tensor: Hashable, Sendable {
  public let shape: Shape
  public var scalars: [Float]

  /// - Precondition: `scalars.count == shape.count`.
  public init(shape: Shape, scalars: [Float]) {
    precondition(scalars.count == shape.count, "\(scalars.count) numbers do not fill the shape \(shape)")
    self.shape = shape
    self.scalars = scalars
  }

  public init(repeating value: Float, shape: Shape) {
    self.init(shape: shape, scalars: [Float](repeating: value, count: shape.count))
  }

  public init(_ scalar: Float) {
    self.init(shape: .scalar, scalars: [scalar])
  }

  public static func zeros(_ shape: Shape) -> Tensor { Tensor(repeating: 0, shape: shape) }
  public static func ones(_ shape: Shape) -> Tensor { Tensor(repeating: 1, shape: shape) }

  /// The same numbers under another shape.
  ///
  /// - Precondition: `shape.count == self.shape.count`.
  public func reshaped(to shape: Shape) -> Tensor {
    Tensor(shape: shape, scalars: scalars)
  }
}
