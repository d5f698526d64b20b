package import ArtTensor

/// Zeros around an array.
package struct Pad: Operation {
  package let before: [Int]
  package let after: [Int]

  package var name: String { "pad" }

  package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    guard before.count == inputs[0].rank, after.count == inputs[0].rank, (before + after).allSatisfy({ $0 >= 0 })
    else {
      throw ShapeMismatch("\(before) before and \(after) after do not fit the axes of \(inputs[0])")
    }
    return Shape(inputs[0].dimensions.indices.map { before[$0] + inputs[0][$0] + after[$0] })
  }

  package func gradients(_ context: GradientContext) -> [Value?] {
    [context.gradient.sliced(starts: before, sizes: context.inputs[0].shape.dimensions)]
  }

  package func keepsRows(ofOperand index: Int, _ inputs: [Shape], result: Shape) -> Bool {
    inputs[0].dimensions.first == result.dimensions.first
  }

  package func simplified(_ inputs: [Value]) -> Value? {
    (before + after).allSatisfy { $0 == 0 } && before.count == inputs[0].shape.rank ? inputs[0] : nil
  }
}
