package import ArtTensor

/// A box out of an array.
package struct Slice: Operation {
  package let starts: [Int]
  package let sizes: [Int]

  package var name: String { "slice" }

  package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    let shape = inputs[0]
    guard starts.count == shape.rank, sizes.count == shape.rank,
      shape.dimensions.indices.allSatisfy({ starts[$0] >= 0 && sizes[$0] > 0 && starts[$0] + sizes[$0] <= shape[$0] })
    else {
      throw ShapeMismatch("a box of \(sizes) from \(starts) does not lie in \(shape)")
    }
    return Shape(sizes)
  }

  package func gradients(_ context: GradientContext) -> [Value?] {
    let shape = context.inputs[0].shape
    let after = shape.dimensions.indices.map { shape[$0] - starts[$0] - sizes[$0] }
    return [context.gradient.padded(before: starts, after: after)]
  }

  package func keepsRows(ofOperand index: Int, _ inputs: [Shape], result: Shape) -> Bool {
    inputs[0].dimensions.first == result.dimensions.first
  }

  package func simplified(_ inputs: [Value]) -> Value? {
    starts.allSatisfy { $0 == 0 } && sizes == inputs[0].shape.dimensions ? inputs[0] : nil
  }
}
