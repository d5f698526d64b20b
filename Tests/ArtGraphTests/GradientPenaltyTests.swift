import ArtGraph
import ArtTensor
import ArtTestSupport
import Testing

/// Whole penalties as they are trained with: the gradient, with respect to a small network's parameters, of a function
/// of the network's gradient with respect to its input.
@Suite struct GradientPenaltyTests {
  private static let shapes: [Shape] = [[2, 6, 5, 2], [3, 3, 2, 4], [4], [3, 3, 4, 3], [3, 1]]

  private static var arguments: [ReferenceArray] {
    shapes.enumerated().map { position, shape in
      ReferenceArray(RepeatableNumbers("penalty \(position)").tensor(shape, low: -0.6, high: 0.6))
    }
  }

  /// Convolution, bias, activation, convolution with stride 2, normalisation per channel, activation, mean, one logit.
  private static func logits(_ x: [Value], activation: (Value) -> Value) -> Value {
    let first = activation(x[0].convolved(with: x[1], padding: .same) + x[2])
    let second = first.convolved(with: x[3], strides: (2, 2), padding: .same)
    let centred = second - second.mean(axes: [0, 1, 2], keepingDimensions: true)
    let normal = centred * (centred.square().mean(axes: [0, 1, 2], keepingDimensions: true) + 0.001).rsqrt()
    return activation(normal).mean(axes: [1, 2]).matmul(x[4])
  }

  private static let penalties: [(String, @Sendable (Value) -> Value)] = [
    ("R1", { $0.square().sum(axes: [1, 2, 3]).mean() * 5 }),
    ("WGAN-GP", { (($0.square().sum(axes: [1, 2, 3]) + 1e-12).sqrt() - 1).square().mean() * 10 }),
  ]

  private static let activations: [(String, @Sendable (Value) -> Value)] = [
    ("tanh", { $0.tanh() }), ("softplus", { $0.softplus() }), ("leaky ReLU", { $0.leakyReLU(slope: 0.2) }),
  ]

  @Test(arguments: penalties.indices, activations.indices)
  func parameterGradientOfThePenaltyIsRight(_ penalty: Int, _ activation: Int) throws {
    let graph = Graph()
    let operands = GradientCheck.operands(graph, Self.arguments)
    let logits = Self.logits(operands, activation: Self.activations[activation].1)
    let slope = graph.gradients(of: logits.sum(), withRespectTo: [operands[0]])[0]
    let loss = Self.penalties[penalty].1(slope)
    let gradients = graph.gradients(of: loss, withRespectTo: operands)
    #expect(try GradientCheck.difference(loss: loss, gradients: gradients, arguments: Self.arguments) < 1e-6)
  }
}
