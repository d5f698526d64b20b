package import ArtTensor

/// Axes in another order: axis `i` of the result is axis `permutation[i]` of the operand.
package struct Transpose: Operation {
  package let permutation: [Int]

  package var name: String { "transpose" }

  package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    guard permutation.sorted() == Array(0..<inputs[0].rank) else {
      throw ShapeMismatch("\(permutation) is no order of the axes of \(inputs[0])")
    }
    return Shape(permutation.map { inputs[0][$0] })
  }

  package func gradients(_ context: GradientContext) -> [Value?] {
    [context.gradient.transposed(permutation.indices.map { axis in permutation.firstIndex(of: axis) ?? axis })]
  }

  package func keepsRows(ofOperand index: Int, _ inputs: [Shape], result: Shape) -> Bool { permutation.first == 0 }

  package func simplified(_ inputs: [Value]) -> Value? {
    permutation == Array(0..<inputs[0].shape.rank) ? inputs[0] : nil
  }
}
