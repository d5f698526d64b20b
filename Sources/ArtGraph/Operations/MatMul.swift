package import ArtTensor

/// The product of two matrices, each transposed first where asked.
package struct MatMul: Operation {
  package let transposesLeft: Bool
  package let transposesRight: Bool

  package var name: String { "matmul" }

  package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    let (a, b) = (inputs[0], inputs[1])
    guard a.rank == 2, b.rank == 2 else {
      throw ShapeMismatch("expected two matrices, found \(a) and \(b)")
    }
    let (rows, innerLeft) = transposesLeft ? (a[1], a[0]) : (a[0], a[1])
    let (innerRight, columns) = transposesRight ? (b[1], b[0]) : (b[0], b[1])
    guard innerLeft == innerRight else {
      let left = "\(a)" + (transposesLeft ? " transposed" : "")
      let right = "\(b)" + (transposesRight ? " transposed" : "")
      throw ShapeMismatch("\(left) and \(right) do not fit: \(innerLeft) columns against \(innerRight) rows")
    }
    return [rows, columns]
  }

  package func gradients(_ context: GradientContext) -> [Value?] {
    let (a, b, g) = (context.inputs[0], context.inputs[1], context.gradient)
    return [
      transposesLeft
        ? b.matmul(g, transposingLeft: transposesRight, transposingRight: true)
        : g.matmul(b, transposingRight: !transposesRight),
      transposesRight
        ? g.matmul(a, transposingLeft: true, transposingRight: transposesLeft)
        : a.matmul(g, transposingLeft: !transposesLeft),
    ]
  }

  package func keepsRows(ofOperand index: Int, _ inputs: [Shape], result: Shape) -> Bool {
    index == 0 && !transposesLeft
  }
}
