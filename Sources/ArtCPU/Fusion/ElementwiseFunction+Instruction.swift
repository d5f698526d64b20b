import ArtGraph
import CArtKernels

extension ElementwiseFunction {
  /// The instruction that computes the function, with its number.
  var instruction: (art_opcode, immediate: Float) {
    switch self {
    case .add: (ART_ADD, 0)
    case .subtract: (ART_SUBTRACT, 0)
    case .multiply: (ART_MULTIPLY, 0)
    case .divide: (ART_DIVIDE, 0)
    case .maximum: (ART_MAXIMUM, 0)
    case .minimum: (ART_MINIMUM, 0)
    case .greater: (ART_GREATER, 0)
    case .greaterOrEqual: (ART_GREATER_EQUAL, 0)
    case .equal: (ART_EQUAL, 0)
    case .select: (ART_SELECT, 0)
    case .exp: (ART_EXP, 0)
    case .log: (ART_LOG, 0)
    case .tanh: (ART_TANH, 0)
    case .sigmoid: (ART_SIGMOID, 0)
    case .softplus: (ART_SOFTPLUS, 0)
    case .sqrt: (ART_SQRT, 0)
    case .rsqrt: (ART_RSQRT, 0)
    case .reciprocal: (ART_RECIPROCAL, 0)
    case .abs: (ART_ABS, 0)
    case .square: (ART_SQUARE, 0)
    case .sign: (ART_SIGN, 0)
    case .sine: (ART_SINE, 0)
    case .addScalar(let number): (ART_ADD_IMMEDIATE, number)
    case .multiplyScalar(let number): (ART_MULTIPLY_IMMEDIATE, number)
    case .power(let exponent): (ART_POWER_IMMEDIATE, exponent)
    case .leakyReLU(let slope): (ART_LEAKY_RELU, slope)
    case .leakyReLUGradient(let slope): (ART_LEAKY_RELU_GRADIENT, slope)
    }
  }
}
