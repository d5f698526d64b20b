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
      for (array, factor) in [(x.inputs[0], x.inputs[1]), (x.inputs[1], x.inputs[0])] where array.shape == x.shape {
        if let factor = withoutAxes(factor, of: x.shape) { return array.applying(self) * factor }
      }
      return nil
    default: return nil
    }
  }

  /// An array that is stretched to `shape`, without the axes that are reduced; nil where it varies along them.
  private func withoutAxes(_ value: Value, of shape: Shape) -> Value? {
    let missing = shape.rank - value.shape.rank
    let own = value.shape.dimensions.indices
    guard own.allSatisfy({ value.shape[$0] == 1 || !axes.contains($0 + missing) }) else { return nil }
    return value.reshaped(to: Shape(own.filter { !axes.contains($0 + missing) }.map { value.shape[$0] }))
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
      return [(inputs[0], inputs[1]), (inputs[1], inputs[0])].contains { array, factor in
        array.shape == value.shape && withoutAxes(factor, of: value.shape) != nil && isZeroSum(array)
      }
    case .subtract: return inputs[0].shape == value.shape && isMean(inputs[1], of: inputs[0])
    default: return false
    }
  }

  /// Whether an array is the mean of another over these axes.
  private func isMean(_ mean: Value, of x: Value) -> Bool {
    guard withoutAxes(mean, of: x.shape)?.shape == kept(x.shape) else { return false }
    let scaled = mean.beforeReshape
    guard case .multiplyScalar(let factor) = (scaled.operation as? Elementwise)?.function else { return false }
    let count = axes.reduce(1) { $0 * x.shape[$1] }
    let sum = scaled.inputs[0].beforeReshape
    return factor == 1 / Float(count) && sum.operation as? Reduce == self && sum.inputs[0].id == x.id
  }
}

extension Value {
  /// The array that this one has the numbers of, under another shape.
  fileprivate var beforeReshape: Value { operation is Reshape ? inputs[0] : self }
}
