package import ArtTensor

/// A function of one, two or three operands, element by element; operands are broadcast to each other.
package struct Elementwise: Operation {
  package let function: ElementwiseFunction

  package init(_ function: ElementwiseFunction) {
    self.function = function
  }

  package var name: String { function.name }

  package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    var result = inputs[0]
    for input in inputs.dropFirst() {
      guard let common = Shape.broadcast(result, input) else {
        throw ShapeMismatch("the shapes \(result) and \(input) do not fit each other")
      }
      result = common
    }
    return result
  }

  package func keepsRows(ofOperand index: Int, _ inputs: [Shape], result: Shape) -> Bool {
    inputs[index].rank == result.rank && inputs[index].dimensions.first == result.dimensions.first
  }
}
