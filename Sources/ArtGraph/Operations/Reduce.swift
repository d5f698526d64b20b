package import ArtTensor

/// The sum or the largest over some axes, which are removed.
package struct Reduce: Operation {
  package enum Kind: String, Hashable, Sendable {
    case sum, maximum
  }

  package let kind: Kind

  /// In rising order, each once.
  package let axes: [Int]

  package var name: String { "\(kind.rawValue) over axes \(axes)" }

  package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    guard axes.allSatisfy(inputs[0].dimensions.indices.contains) else {
      throw ShapeMismatch("the shape \(inputs[0]) has no such axes")
    }
    return kept(inputs[0])
  }

  /// What is left of a shape.
  func kept(_ shape: Shape) -> Shape {
    Shape(shape.dimensions.indices.filter { !axes.contains($0) }.map { shape[$0] })
  }

  package func gradients(_ context: GradientContext) -> [Value?] {
    let x = context.inputs[0]
    var stretched = x.shape
    for axis in axes { stretched[axis] = 1 }
    let g = context.gradient.reshaped(to: stretched)
    switch kind {
    case .sum:
      return [g.broadcast(to: x.shape)]
    case .maximum:
      let largest = x.equal(context.output.reshaped(to: stretched))
      return [largest * (g / largest.sum(axes: axes, keepingDimensions: true))]
    }
  }

  package func keepsRows(ofOperand index: Int, _ inputs: [Shape], result: Shape) -> Bool { !axes.contains(0) }
}
