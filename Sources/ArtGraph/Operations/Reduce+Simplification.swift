import ArtTensor

extension Reduce {
  package func simplified(_ inputs: [Value]) -> Value? {
    let shape = inputs[0].shape
    guard axes.allSatisfy(shape.dimensions.indices.contains) else { return nil }
    if axes.allSatisfy({ shape[$0] == 1 }) {
      return inputs[0].reshaped(to: Shape(shape.dimensions.indices.filter { !axes.contains($0) }.map { shape[$0] }))
    }
    return inNeighbouringAxes(inputs[0]) ?? withoutFactors(inputs[0]) ?? withoutZeroSums(inputs[0])
  }

  /// Axes that are no neighbours are reduced in runs of neighbours, the last run first.
  private func inNeighbouringAxes(_ x: Value) -> Value? {
    guard let gap = axes.indices.dropFirst().last(where: { axes[$0] != axes[$0 - 1] + 1 }) else { return nil }
    return x.applying(Reduce(kind: kind, axes: Array(axes[gap...])))
      .applying(Reduce(kind: kind, axes: Array(axes[..<gap])))
  }

  /// Σ c·x = c·Σ x, for numbers and for arrays that do not vary along the axes. So the sums that batch normalisation's
  /// gradients need become the same one.
  private func withoutFactors(_ x: Value) -> Value? {
    guard kind == .sum, let product = x.operation as? Elementwise else { return nil }
    switch product.function {
    case .multiplyScalar(let factor): return x.inputs[0].applying(self) * factor
    case .multiply:
      let (a, b) = (x.inputs[0], x.inputs[1])
      if a.shape == x.shape, isConstant(b, along: x.shape) { return a.applying(self) * b }
      if b.shape == x.shape, isConstant(a, along: x.shape) { return b.applying(self) * a }
      return nil
    default: return nil
    }
  }

  /// Whether an array has none of the leading axes that are reduced.
  private func isConstant(_ value: Value, along shape: Shape) -> Bool {
    axes.first == 0 && value.shape.rank > 0 && value.shape.rank <= shape.rank - axes.count
  }

  /// Σ (a + c·(x − mean x)) = Σ a: what a variance adds to the gradient of its mean.
  private func withoutZeroSums(_ x: Value) -> Value? {
    guard kind == .sum, (x.operation as? Elementwise)?.function == .add else { return nil }
    let (a, b) = (x.inputs[0], x.inputs[1])
    guard a.shape == x.shape, b.shape == x.shape else { return nil }
    if isZeroSum(b) { return a.applying(self) }
    if isZeroSum(a) { return b.applying(self) }
    return nil
  }

  private func isZeroSum(_ value: Value) -> Bool {
    guard let function = (value.operation as? Elementwise)?.function else { return false }
    let inputs = value.inputs
    switch function {
    case .multiplyScalar: return isZeroSum(inputs[0])
    case .multiply:
      return isConstant(inputs[1], along: value.shape) && inputs[0].shape == value.shape && isZeroSum(inputs[0])
        || isConstant(inputs[0], along: value.shape) && inputs[1].shape == value.shape && isZeroSum(inputs[1])
    case .subtract: return inputs[0].shape == value.shape && isMean(inputs[1], of: inputs[0])
    default: return false
    }
  }

  /// Whether an array is the mean of another over these axes, which are its first.
  private func isMean(_ mean: Value, of x: Value) -> Bool {
    guard axes.first == 0, case .multiplyScalar(let factor) = (mean.operation as? Elementwise)?.function else {
      return false
    }
    let count = axes.reduce(1) { $0 * x.shape[$1] }
    let sum = mean.inputs[0]
    return factor == 1 / Float(count) && sum.operation as? Reduce == self && sum.inputs[0].id == x.id
  }
}
