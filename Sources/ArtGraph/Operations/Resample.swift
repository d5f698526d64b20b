package import ArtTensor

/// A sparse linear map along one axis: average pooling, nearest and linear interpolation, and their transposes.
package struct Resample: Operation {
  package let axis: Int
  package let weights: ResampleWeights

  package init(axis: Int, weights: ResampleWeights) {
    self.axis = axis
    self.weights = weights
  }

  package var name: String { "resample" }

  package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    guard inputs[0].dimensions.indices.contains(axis), inputs[0][axis] == weights.inputLength else {
      throw ShapeMismatch("\(inputs[0]) has no axis \(axis) of length \(weights.inputLength)")
    }
    var result = inputs[0]
    result[axis] = weights.outputLength
    return result
  }

  package func gradients(_ context: GradientContext) -> [Value?] {
    [context.gradient.applying(Resample(axis: axis, weights: weights.transposed))]
  }

  package func keepsRows(ofOperand index: Int, _ inputs: [Shape], result: Shape) -> Bool { axis != 0 }
}
