package import ArtTensor

/// Class numbers `[n]` as rows of zeros with a one.
package struct OneHot: Operation {
  package let depth: Int

  package var name: String { "one-hot" }

  package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    guard inputs[0].rank == 1, depth > 0 else {
      throw ShapeMismatch("expected a vector of class numbers and a depth of at least 1, found \(inputs[0]), \(depth)")
    }
    return [inputs[0][0], depth]
  }

  package func gradients(_ context: GradientContext) -> [Value?] { [nil] }
}
