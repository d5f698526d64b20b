package import ArtTensor

/// Images `[batch, height, width, channels]`, each moved by its own whole number of rows and columns, with zeros where
/// nothing was. The second operand holds the offsets `[batch, 2]`, down and to the right; each is taken as the nearest
/// whole number, halves as the one above.
package struct Shift: Operation {
  /// Whether images are moved the other way, by exactly as much.
  package let isReversed: Bool

  package var name: String { "shift" }

  package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    guard inputs[0].rank == 4, inputs[1] == [inputs[0][0], 2] else {
      throw ShapeMismatch("expected images and two offsets for each, found \(inputs[0]) and \(inputs[1])")
    }
    return inputs[0]
  }

  package func gradients(_ context: GradientContext) -> [Value?] {
    let back = Shift(isReversed: !isReversed)
    return [context.gradient.graph.emit(back, [context.gradient, context.inputs[1]]), nil]
  }

  package func keepsRows(ofOperand index: Int, _ inputs: [Shape], result: Shape) -> Bool { index == 0 }

  /// The whole number of pixels that an offset stands for.
  package func pixels(_ offset: Float) -> Int {
    // What is no number moves nothing; beyond every image's size nothing is left anyway.
    guard offset.isFinite else { return 0 }
    let whole = Int(min(max((offset + 0.5).rounded(.down), -1e6), 1e6))
    return isReversed ? -whole : whole
  }
}
