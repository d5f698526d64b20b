package import ArtTensor

/// The operand, taken as a constant by the gradient. Costs nothing when run.
package struct StopGradient: Operation {
  package var name: String { "stop gradient" }

  package func shape(of inputs: [Shape]) -> Shape { inputs[0] }

  package func gradients(_ context: GradientContext) -> [Value?] { [nil] }
}
