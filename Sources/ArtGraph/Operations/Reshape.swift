package import ArtTensor

/// The same numbers under another shape. Costs nothing when run.
package struct Reshape: Operation {
  package let outputShape: Shape

  package var name: String { "reshape" }

  package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    guard inputs[0].count == outputShape.count, outputShape.dimensions.allSatisfy({ $0 >= 0 }) else {
      throw ShapeMismatch(
        "\(inputs[0]) has \(inputs[0].count) elements, and \(outputShape) needs \(outputShape.count)")
    }
    return outputShape
  }

  package func gradients(_ context: GradientContext) -> [Value?] {
    [context.gradient.reshaped(to: context.inputs[0].shape)]
  }

  package func keepsRows(ofOperand index: Int, _ inputs: [Shape], result: Shape) -> Bool {
    inputs[0].dimensions.first == result.dimensions.first
  }

  package func simplified(_ inputs: [Value]) -> Value? {
    if inputs[0].shape == outputShape { return inputs[0] }
    guard inputs[0].operation is Reshape, inputs[0].shape.count == outputShape.count else { return nil }
    return inputs[0].inputs[0].reshaped(to: outputShape)
  }
}
