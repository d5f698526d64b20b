package import ArtTensor

// Rows of a matrix picked by their numbers, and the transpose of that. Each is the other's gradient, so that the two are
// closed under differentiation.

/// Rows of a matrix `[n, c]` by their numbers `[m]`: `[m, c]`. A number that is no row, from 0 to n − 1, gives a row of
/// zeros.
package struct Gather: Operation {
  package var name: String { "gather" }

  package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    guard inputs[0].rank == 2, inputs[1].rank == 1 else {
      throw ShapeMismatch("expected a matrix and a vector of row numbers, found \(inputs[0]) and \(inputs[1])")
    }
    return [inputs[1][0], inputs[0][1]]
  }

  package func gradients(_ context: GradientContext) -> [Value?] {
    [context.gradient.scattered(to: context.inputs[1], rows: context.inputs[0].shape[0]), nil]
  }
}

/// Rows `[m, c]` added to those of a matrix of zeros `[n, c]` that their numbers `[m]` say: the transpose of ``Gather``.
package struct Scatter: Operation {
  package let rows: Int

  package var name: String { "scatter" }

  package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    guard inputs[0].rank == 2, inputs[1] == [inputs[0][0]], rows > 0 else {
      throw ShapeMismatch(
        "expected rows, a number for each, and a place for them, found \(inputs[0]), \(inputs[1]), \(rows)")
    }
    return [rows, inputs[0][1]]
  }

  package func gradients(_ context: GradientContext) -> [Value?] {
    [context.gradient.gathered(at: context.inputs[1]), nil]
  }
}
