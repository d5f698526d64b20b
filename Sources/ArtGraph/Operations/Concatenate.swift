package import ArtTensor

/// Arrays one behind the other along an axis.
package struct Concatenate: Operation {
  package let axis: Int

  package var name: String { "concatenate" }

  package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    var result = inputs[0]
    guard result.dimensions.indices.contains(axis) else {
      throw ShapeMismatch("\(result) has no axis \(axis)")
    }
    for input in inputs.dropFirst() {
      guard input.rank == result.rank,
        input.dimensions.indices.allSatisfy({ $0 == axis || input[$0] == result[$0] })
      else {
        throw ShapeMismatch("\(inputs[0]) and \(input) differ elsewhere than in axis \(axis)")
      }
      result[axis] += input[axis]
    }
    return result
  }

  package func gradients(_ context: GradientContext) -> [Value?] {
    var start = 0
    return context.inputs.map { input in
      var starts = [Int](repeating: 0, count: input.shape.rank)
      starts[axis] = start
      start += input.shape[axis]
      return context.gradient.sliced(starts: starts, sizes: input.shape.dimensions)
    }
  }

  package func keepsRows(ofOperand index: Int, _ inputs: [Shape], result: Shape) -> Bool { axis != 0 }

  package func simplified(_ inputs: [Value]) -> Value? {
    inputs.count == 1 && inputs[0].shape.dimensions.indices.contains(axis) ? inputs[0] : nil
  }
}
