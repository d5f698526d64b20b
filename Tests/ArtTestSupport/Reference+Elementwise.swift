import ArtGraph
import ArtTensor
import Foundation

extension Elementwise: ReferenceOperation {
  func reference(_ operands: [ReferenceArray]) -> ReferenceArray {
    let shape = operands.dropFirst().reduce(operands[0].shape) { Shape.broadcast($0, $1.shape) ?? $0 }
    let stretched = operands.map { $0.stretched(to: shape) }
    var arguments = [Double](repeating: 0, count: operands.count)
    return ReferenceArray(
      shape: shape,
      numbers: (0..<shape.count).map { element in
        for position in stretched.indices { arguments[position] = stretched[position][element] }
        return function.reference(arguments)
      })
  }
}

extension ElementwiseFunction {
  func reference(_ x: [Double]) -> Double {
    let a = x[0]
    return switch self {
    case .add: a + x[1]
    case .subtract: a - x[1]
    case .multiply: a * x[1]
    case .divide: a / x[1]
    case .maximum: Swift.max(a, x[1])
    case .minimum: Swift.min(a, x[1])
    case .greater: a > x[1] ? 1 : 0
    case .greaterOrEqual: a >= x[1] ? 1 : 0
    case .equal: a == x[1] ? 1 : 0
    case .select: a != 0 ? x[1] : x[2]
    case .exp: Foundation.exp(a)
    case .log: Foundation.log(a)
    case .tanh: Foundation.tanh(a)
    case .sigmoid: a >= 0 ? 1 / (1 + Foundation.exp(-a)) : Foundation.exp(a) / (1 + Foundation.exp(a))
    case .softplus: Swift.max(a, 0) + Foundation.log1p(Foundation.exp(-Swift.abs(a)))
    case .sqrt: a.squareRoot()
    case .rsqrt: 1 / a.squareRoot()
    case .reciprocal: 1 / a
    case .abs: Swift.abs(a)
    case .square: a * a
    case .sign: a > 0 ? 1 : a < 0 ? -1 : 0
    case .sine: Foundation.sin(a)
    case .addScalar(let b): a + Double(b)
    case .multiplyScalar(let b): a * Double(b)
    case .power(let exponent): Foundation.pow(a, Double(exponent))
    case .leakyReLU(let slope): a > 0 ? a : Double(slope) * a
    case .leakyReLUGradient(let slope): x[1] > 0 ? a : Double(slope) * a
    }
  }
}
