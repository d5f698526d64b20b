package import ArtTensor

/// An operation without operands.
package protocol Leaf: Operation {
  var leafShape: Shape { get }
}

extension Leaf {
  package func shape(of inputs: [Shape]) -> Shape { leafShape }
  package func gradients(_ context: GradientContext) -> [Value?] { [] }
}

/// An array that is given at each run.
package struct Input: Leaf {
  package let inputName: String
  package let inputShape: Shape

  package var name: String { "input" }
  package var leafShape: Shape { inputShape }
}

/// An array that lives in a ``VariableStore``.
package struct Variable: Leaf {
  package let variableName: String
  package let variableShape: Shape

  package var name: String { "variable" }
  package var leafShape: Shape { variableShape }
}

/// Numbers that are known when the graph is written.
package struct Constant: Leaf {
  package let tensor: Tensor

  package var name: String { "constant" }
  package var leafShape: Shape { tensor.shape }
}

/// Random numbers, each made from (seed, step, stream, its place) alone.
package struct Random: Leaf {
  package enum Distribution: Hashable, Sendable {
    case uniform(low: Float, high: Float)
    case normal
    /// `value` with a probability of `ones` in 65,536, and 0 otherwise.
    case mask(ones: Int, value: Float)
  }

  package let distribution: Distribution
  package let outputShape: Shape
  package let stream: Int

  package var name: String { "random" }
  package var leafShape: Shape { outputShape }
}
