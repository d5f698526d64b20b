package import ArtTensor

// The convolution family: output, input gradient and kernel gradient of one bilinear map. The gradient of each is
// written in the other two, so the family is closed under differentiation.

/// (input, kernel) → output.
package struct Convolution: Operation {
  package let geometry: ConvolutionGeometry

  package var name: String { "convolution" }

  package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    try check(inputs, [geometry.inputShape, geometry.kernelShape])
    return geometry.outputShape
  }

  package func gradients(_ context: GradientContext) -> [Value?] {
    let (input, kernel, g) = (context.inputs[0], context.inputs[1], context.gradient)
    return [
      g.graph.emit(ConvolutionInputGradient(geometry: geometry), [g, kernel]),
      g.graph.emit(ConvolutionKernelGradient(geometry: geometry), [input, g]),
    ]
  }

  package func keepsRows(ofOperand index: Int, _ inputs: [Shape], result: Shape) -> Bool { index == 0 }
}

/// (output gradient, kernel) → input gradient: the transposed convolution.
package struct ConvolutionInputGradient: Operation {
  package let geometry: ConvolutionGeometry

  package var name: String { "transposed convolution" }

  package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    try check(inputs, [geometry.outputShape, geometry.kernelShape])
    return geometry.inputShape
  }

  package func gradients(_ context: GradientContext) -> [Value?] {
    let (outputGradient, kernel, g) = (context.inputs[0], context.inputs[1], context.gradient)
    return [
      g.graph.emit(Convolution(geometry: geometry), [g, kernel]),
      g.graph.emit(ConvolutionKernelGradient(geometry: geometry), [g, outputGradient]),
    ]
  }

  package func keepsRows(ofOperand index: Int, _ inputs: [Shape], result: Shape) -> Bool { index == 0 }
}

/// (input, output gradient) → kernel gradient.
package struct ConvolutionKernelGradient: Operation {
  package let geometry: ConvolutionGeometry

  package var name: String { "convolution kernel gradient" }

  package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    try check(inputs, [geometry.inputShape, geometry.outputShape])
    return geometry.kernelShape
  }

  package func gradients(_ context: GradientContext) -> [Value?] {
    let (input, outputGradient, g) = (context.inputs[0], context.inputs[1], context.gradient)
    return [
      g.graph.emit(ConvolutionInputGradient(geometry: geometry), [outputGradient, g]),
      g.graph.emit(Convolution(geometry: geometry), [input, g]),
    ]
  }
}

private func check(_ found: [Shape], _ expected: [Shape]) throws(ShapeMismatch) {
  guard found == expected else {
    throw ShapeMismatch("expected \(expected[0]) and \(expected[1]), found \(found[0]) and \(found[1])")
  }
}
