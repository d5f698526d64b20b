package import ArtTensor

/// An operand repeated along missing axes and axes of extent 1.
package struct Broadcast: Operation {
  package let outputShape: Shape

  package var name: String { "broadcast" }

  package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    guard Shape.broadcast(inputs[0], outputShape) == outputShape else {
      throw ShapeMismatch("\(inputs[0]) cannot be stretched to \(outputShape)")
    }
    return outputShape
  }

  package func gradients(_ context: GradientContext) -> [Value?] {
    [context.gradient.summed(to: context.inputs[0].shape)]
  }

  package func simplified(_ inputs: [Value]) -> Value? {
    if inputs[0].shape == outputShape { return inputs[0] }
    guard inputs[0].operation is Broadcast else { return nil }
    return inputs[0].inputs[0].broadcast(to: outputShape)
  }
}
