import ArtTensor

extension Elementwise {
  package func gradients(_ context: GradientContext) -> [Value?] {
    zip(context.inputs, derivatives(context)).map { input, gradient in
      gradient?.summed(to: input.shape)
    }
  }

  /// The gradients before they are summed over broadcast axes.
  private func derivatives(_ context: GradientContext) -> [Value?] {
    let g = context.gradient
    let y = context.output
    let x = context.inputs[0]
    let b = context.inputs.count > 1 ? context.inputs[1] : x
    switch function {
    case .add: return [g, g]
    case .subtract: return [g, -g]
    case .multiply: return [g * b, g * x]
    case .divide: return [g / b, -(g * y) / b]
    case .maximum: return [g * x.greaterOrEqual(b), g * b.greater(x)]
    case .minimum: return [g * b.greaterOrEqual(x), g * x.greater(b)]
    case .greater, .greaterOrEqual, .equal: return [nil, nil]
    case .select:
      let zero = g.graph.constant(0)
      return [nil, ArtGraph.select(where: x, g, zero), ArtGraph.select(where: x, zero, g)]
    case .exp: return [g * y]
    case .log: return [g / x]
    case .tanh: return [g * (1 - y.square())]
    case .sigmoid: return [g * (y * (1 - y))]
    case .softplus: return [g * x.sigmoid()]
    case .sqrt: return [g * 0.5 / y]
    case .rsqrt: return [g * -0.5 * (y * y.square())]
    case .reciprocal: return [-(g * y.square())]
    case .abs: return [g * x.sign()]
    case .square: return [g * (x * 2)]
    case .sign: return [nil]
    // The cosine, which is the sine a quarter of a turn ahead.
    case .sine: return [g * (x + .pi / 2).sine()]
    case .addScalar: return [g]
    case .multiplyScalar(let factor): return [g * factor]
    case .power(let exponent):
      return [g * (x.applying(Elementwise(.power(exponent - 1))) * exponent)]
    case .leakyReLU(let slope):
      // Operand and result have the same sign, and the result is what the next layer keeps anyway.
      return [g.graph.emit(Elementwise(.leakyReLUGradient(slope: slope)), [g, slope >= 0 ? y : x])]
    case .leakyReLUGradient(let slope):
      return [g.graph.emit(Elementwise(.leakyReLUGradient(slope: slope)), [g, b]), nil]
    }
  }
}

extension Value {
  /// The sum over the axes along which an operand of `shape` was repeated.
  func summed(to shape: Shape) -> Value {
    let axes = shape.broadcastAxes(to: self.shape)
    return (axes.isEmpty ? self : sum(axes: axes)).reshaped(to: shape)
  }
}
