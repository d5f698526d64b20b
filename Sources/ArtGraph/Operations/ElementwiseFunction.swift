/// The functions that are computed element by element.
package enum ElementwiseFunction: Hashable, Sendable {
  case add, subtract, multiply, divide, maximum, minimum
  case greater, greaterOrEqual, equal
  /// a ≠ 0 ? b : c.
  case select
  case exp, log, tanh, sigmoid, softplus, sqrt, rsqrt, reciprocal, abs, square, sign, sine
  case addScalar(Float), multiplyScalar(Float), power(Float)
  /// x > 0 ? x : slope·x.
  case leakyReLU(slope: Float)
  /// b > 0 ? a : slope·a.
  case leakyReLUGradient(slope: Float)

  package var name: String {
    switch self {
    case .addScalar: "add"
    case .multiplyScalar: "multiply"
    case .power: "power"
    case .leakyReLU: "leaky ReLU"
    case .leakyReLUGradient: "leaky ReLU gradient"
    default: "\(self)"
    }
  }
}
