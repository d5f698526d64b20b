import ArtGraph
import ArtTensor
import ArtTestSupport
import Testing

/// A check that cannot fail proves nothing: here each checker is given something wrong and must say so.
@Suite struct CheckerTests {
  private let arguments = [ReferenceArray(RepeatableNumbers("checker").tensor([3, 4], low: -2, high: 2))]

  /// Gradients of Σ w·tanh x, right and wrong in several ways.
  @Test(arguments: [
    ("right", 1.0, 0.0, true), ("one part in ten thousand too large", 1.0001, 0, false),
    ("wrong sign", -1, 0, false), ("shifted", 1, 0.001, false), ("zero", 0, 0, false),
  ])
  func wrongGradientIsCaught(_ name: String, factor: Double, shift: Double, passes: Bool) throws {
    let graph = Graph()
    let operands = GradientCheck.operands(graph, arguments)
    let loss = GradientCheck.projected(operands[0].tanh())
    let gradient = graph.gradients(of: loss, withRespectTo: operands)[0] * Float(factor) + Float(shift)
    let difference = try GradientCheck.difference(loss: loss, gradients: [gradient], arguments: arguments)
    #expect((difference < 1e-7) == passes, "\(name): \(difference)")
  }

  /// One wrong element among many must show, through random directions too.
  @Test(arguments: [Shape([6, 6]), Shape([20, 30])])
  func oneWrongElementIsCaught(_ shape: Shape) throws {
    let arguments = [ReferenceArray(RepeatableNumbers("checker").tensor(shape, low: -2, high: 2))]
    let graph = Graph()
    let operands = GradientCheck.operands(graph, arguments)
    let loss = GradientCheck.projected(operands[0].tanh())
    var wrong = Tensor.zeros(shape)
    wrong.scalars[shape.count / 2] = 0.01
    let gradient = graph.gradients(of: loss, withRespectTo: operands)[0] + graph.constant(wrong)
    #expect(try GradientCheck.difference(loss: loss, gradients: [gradient], arguments: arguments) > 1e-4)
  }

  @Test func gradientThatIsNoNumberIsCaught() throws {
    let graph = Graph()
    let operands = GradientCheck.operands(graph, arguments)
    let loss = operands[0].sum()
    let gradient = (operands[0] * 0 - 1).sqrt()
    #expect(try GradientCheck.difference(loss: loss, gradients: [gradient], arguments: arguments) == .infinity)
  }

  /// The second-order check sees a rule that is right once, and wrong when differentiated again.
  @Test func gradientThatCannotBeDifferentiatedAgainIsCaught() throws {
    let graph = Graph()
    let operands = GradientCheck.operands(graph, arguments)
    let x = operands[0]
    let once = x.square().stoppingGradient() * 3  // the gradient of Σ x³, cut off from x
    let penalty = once.square().sum()
    let twice = graph.gradients(of: penalty, withRespectTo: operands)
    #expect(try GradientCheck.difference(loss: penalty, gradients: twice, arguments: arguments) > 0.1)
  }

  /// The reference differs from the fast executor where it is given other numbers.
  @Test func paritySeesADifference() throws {
    let graph = Graph()
    let x = graph.input("x", shape: [2])
    let program = try Program(graph, outputs: ["y": x * 2])
    let run = try FastRun(program, inputs: ["x": Tensor(shape: [2], scalars: [1, 2])])
    #expect(run.outputs["y"]?.scalars == [2, 4])
    let other = try FastRun(program, inputs: ["x": Tensor(shape: [2], scalars: [1, 2.0000002])])
    #expect(!run.hasSameBits(as: other))
    #expect(run.hasSameBits(as: run))
  }
}
