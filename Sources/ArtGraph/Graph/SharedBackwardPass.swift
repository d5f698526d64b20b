import ArtTensor

/// A part of a graph that several losses are differentiated through, from a column of numbers, one for each row of the
/// batch, back to the arrays that they were computed from: a discriminator, from its logits to the images.
///
/// As long as rows do not meet, a loss's gradient is that of the numbers themselves, each row times the slope of the
/// loss at its number. So the gradient is taken with slopes of 1, once for all losses (equal nodes of a graph are one
/// node), and each loss's slopes are multiplied in where rows do meet: in sums over the batch, and at the end.
public struct SharedBackwardPass {
  let last: Value
  let first: Value

  /// - Parameters:
  ///   - last: the numbers, `[batch, 1]`.
  ///   - first: what they were computed from, `[batch, …]`.
  public init(from last: Value, backTo first: Value) {
    self.last = last
    self.first = first
  }

  /// A node's adjoint as it is passed on.
  func changed(_ adjoint: Adjoint, of value: Value) -> Adjoint {
    if value.id == first.id { return Adjoint(adjoint.value) }
    guard value.id == last.id, adjoint.rowFactors == nil, last.shape.count == last.shape.dimensions.first else {
      return adjoint
    }
    let ones = value.graph.constant(1).broadcast(to: value.shape)
    return Adjoint(ones, rowFactors: adjoint.value)
  }
}

/// The gradient of a loss with respect to a node, each row times a factor that is not yet multiplied in.
struct Adjoint {
  let base: Value
  let rowFactors: Value?

  init(_ base: Value, rowFactors: Value? = nil) {
    self.base = base
    self.rowFactors = rowFactors
  }

  /// The gradient itself.
  var value: Value {
    guard let rowFactors else { return base }
    let ones = [Int](repeating: 1, count: base.shape.rank - 1)
    return base * rowFactors.reshaped(to: Shape([base.shape[0]] + ones))
  }

  static func + (left: Adjoint, right: Adjoint) -> Adjoint {
    left.rowFactors?.id == right.rowFactors?.id
      ? Adjoint(left.base + right.base, rowFactors: left.rowFactors) : Adjoint(left.value + right.value)
  }
}
