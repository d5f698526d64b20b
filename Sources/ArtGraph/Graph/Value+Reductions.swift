import ArtTensor

extension Value {
  /// The sum over some axes, which are removed, or kept with extent 1.
  public func sum(axes: [Int], keepingDimensions: Bool = false) -> Value {
    reduced(.sum, axes, keepingDimensions)
  }

  /// The largest number over some axes; its gradient is shared evenly among equals.
  public func max(axes: [Int], keepingDimensions: Bool = false) -> Value {
    reduced(.maximum, axes, keepingDimensions)
  }

  public func mean(axes: [Int], keepingDimensions: Bool = false) -> Value {
    let count = axes.reduce(1) { $0 * (shape.dimensions.indices.contains($1) ? shape[$1] : 1) }
    return sum(axes: axes, keepingDimensions: keepingDimensions) / Float(count)
  }

  /// The sum of all elements, a scalar.
  public func sum() -> Value { sum(axes: Array(0..<shape.rank)) }

  /// The mean of all elements, a scalar.
  public func mean() -> Value { mean(axes: Array(0..<shape.rank)) }

  /// The largest of all elements, a scalar.
  public func max() -> Value { max(axes: Array(0..<shape.rank)) }

  /// A reduction drops its axes; keeping them is a reshape behind it.
  private func reduced(_ kind: Reduce.Kind, _ axes: [Int], _ keepingDimensions: Bool) -> Value {
    let result = applying(Reduce(kind: kind, axes: Array(Set(axes)).sorted()))
    guard keepingDimensions, axes.allSatisfy(shape.dimensions.indices.contains) else { return result }
    var kept = shape
    for axis in axes { kept[axis] = 1 }
    return result.reshaped(to: kept)
  }
}
