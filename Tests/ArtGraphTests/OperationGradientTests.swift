import ArtGraph
import ArtTensor
import ArtTestSupport
import Testing

/// The gradient of every operation against central differences, in double precision.
@Suite struct OperationGradientTests {
  @Test(arguments: OperationCase.all.filter(\.differentiable))
  func gradientAgreesWithCentralDifferences(_ row: OperationCase) throws {
    #expect(try GradientCheck.firstOrder(row.arguments, row.function) < 1e-7)
  }

  @Test(arguments: OperationCase.all.filter(\.differentiable))
  func gradientOfTheSquaredGradientAgreesWithCentralDifferences(_ row: OperationCase) throws {
    #expect(try GradientCheck.secondOrder(row.arguments, row.function) < 1e-6)
  }

  @Test func nothingFlowsThroughAStoppedGradient() throws {
    let graph = Graph()
    let x = graph.input("x0", shape: [3])
    let loss = (x.stoppingGradient() * x).sum()
    let gradient = graph.gradients(of: loss, withRespectTo: [x])[0]
    let point = ReferenceArray(shape: [3], numbers: [1, -2, 3])
    let result = try ReferenceExecutor(inputs: ["x0": point]).evaluate([gradient])[0]
    #expect(result == point)
  }

  @Test func whatTheLossDoesNotDependOnHasZeroGradient() throws {
    let graph = Graph()
    let (x, y) = (graph.input("x0", shape: [2]), graph.input("x1", shape: [3, 2]))
    let gradients = graph.gradients(of: x.sum(), withRespectTo: [x, y])
    let results = try ReferenceExecutor(inputs: [:]).evaluate(gradients)
    #expect(results[0] == ReferenceArray(repeating: 1, shape: [2]))
    #expect(results[1] == ReferenceArray(repeating: 0, shape: [3, 2]))
  }

  @Test func theLargestSharesItsGradientAmongEquals() throws {
    let graph = Graph()
    let x = graph.input("x0", shape: [4])
    let gradient = graph.gradients(of: x.max(), withRespectTo: [x])[0]
    let point = ReferenceArray(shape: [4], numbers: [3, 1, 3, 2])
    let result = try ReferenceExecutor(inputs: ["x0": point]).evaluate([gradient])[0]
    #expect(result.numbers == [0.5, 0, 0.5, 0])
  }
}
