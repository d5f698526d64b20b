import ArtGraph
import ArtTensor
import ArtTestSupport
import Testing

/// One operation on operands of certain shapes and sizes: a row of the table that every check of operations goes
/// through.
struct OperationCase: Sendable, CustomTestStringConvertible {
  struct Operand: Sendable {
    var shape: Shape
    var low = -2.0
    var high = 2.0

    /// Keeps numbers at least this far from zero, where a function has a kink.
    var gap = 0.0

    /// Whole numbers only, so that some are equal.
    var whole = false
  }

  /// How far the fast executor may be from the reference, relative to the largest number of a result.
  var tolerance = 1e-5
  var name: String
  var operands: [Operand]

  /// Central differences make sense: no kinks, no ties, no class numbers.
  var differentiable = true

  var function: @Sendable ([Value]) -> Value

  init(
    _ name: String, _ operands: [Operand], differentiable: Bool = true, tolerance: Double = 1e-5,
    _ function: @escaping @Sendable ([Value]) -> Value
  ) {
    self.name = name
    self.operands = operands
    self.differentiable = differentiable
    self.tolerance = tolerance
    self.function = function
  }

  var testDescription: String { "\(name) \(operands.map(\.shape))" }

  var tensors: [Tensor] {
    operands.enumerated().map { position, operand in
      var tensor = RepeatableNumbers("\(name) \(position)").tensor(operand.shape, low: operand.low, high: operand.high)
      for index in tensor.scalars.indices {
        let number = tensor.scalars[index]
        tensor.scalars[index] =
          operand.whole ? number.rounded() : number + (number < 0 ? -Float(operand.gap) : Float(operand.gap))
      }
      return tensor
    }
  }

  var arguments: [ReferenceArray] { tensors.map(ReferenceArray.init) }
}

extension OperationCase.Operand: ExpressibleByArrayLiteral {
  init(arrayLiteral dimensions: Int...) {
    self.init(shape: Shape(dimensions))
  }

  /// Numbers from a range.
  static func from(_ low: Double, to high: Double, _ dimensions: Int...) -> Self {
    Self(shape: Shape(dimensions), low: low, high: high)
  }

  /// Numbers that are not near zero.
  static func awayFromZero(_ dimensions: Int...) -> Self {
    Self(shape: Shape(dimensions), gap: 0.05)
  }

  /// Numbers of rows, and some that are none.
  static func rows(from low: Double, to high: Double, _ count: Int) -> Self {
    Self(shape: [count], low: low, high: high, whole: true)
  }

  /// Whole numbers from −2 to 2.
  static func whole(_ dimensions: Int...) -> Self {
    Self(shape: Shape(dimensions), whole: true)
  }
}

extension OperationCase {
  static let all = elementwise + arithmetic + comparisons + moves + sums + convolutions + resampling + paddings
}
