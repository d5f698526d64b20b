public import ArtTensor

extension Initializer {
  /// The first values of a parameter. The same key and shape always give the same values.
  public func tensor(shape: Shape, key: RandomKey) -> Tensor {
    let fans = Fans(shape)
    switch self {
    case .zeros: return .zeros(shape)
    case .ones: return .ones(shape)
    case .constant(let value): return Tensor(repeating: Float(value), shape: shape)
    case .glorotUniform: return Self.uniform(variance: 2 / max(1, fans.fanIn + fans.fanOut), shape, key)
    case .glorotNormal: return Self.cutNormal(variance: 2 / max(1, fans.fanIn + fans.fanOut), shape, key)
    case .heUniform: return Self.uniform(variance: 2 / max(1, fans.fanIn), shape, key)
    case .heNormal: return Self.cutNormal(variance: 2 / max(1, fans.fanIn), shape, key)
    case .normal(let mean, let standardDeviation):
      let numbers = key.normals(count: shape.count)
      return Tensor(shape: shape, scalars: numbers.map { Float(mean + standardDeviation * Double($0)) })
    case .orthogonal(let gain): return Orthogonal.tensor(shape: shape, gain: gain, key: key)
    }
  }

  /// Uniform around zero: a width of ±w has the variance w² / 3.
  private static func uniform(variance: Double, _ shape: Shape, _ key: RandomKey) -> Tensor {
    let limit = (3 * variance).squareRoot()
    let numbers = key.uniforms(count: shape.count)
    return Tensor(shape: shape, scalars: numbers.map { Float(limit * (2 * Double($0) - 1)) })
  }

  /// The standard deviation of a standard normal distribution cut at ±2.
  private static let cutDeviation = 0.879_625_661_034_239_78

  /// Normal, cut at two standard deviations by drawing again what lies outside.
  private static func cutNormal(variance: Double, _ shape: Shape, _ key: RandomKey) -> Tensor {
    var numbers = key.folded(0).normals(count: shape.count)
    var outside = numbers.indices.filter { abs(numbers[$0]) > 2 }
    var round: UInt64 = 1
    while !outside.isEmpty {
      for (place, number) in zip(outside, key.folded(round).normals(count: outside.count)) { numbers[place] = number }
      outside.removeAll { abs(numbers[$0]) <= 2 }
      round += 1
    }
    let scale = variance.squareRoot() / cutDeviation
    return Tensor(shape: shape, scalars: numbers.map { Float(scale * Double($0)) })
  }
}
