@testable import ArtGraph
import ArtTensor
import ArtTestSupport
import Testing

/// Gradients of several losses that share their way back.
@Suite struct SharedBackwardPassTests {
  /// Operations that say they keep rows do: factors of rows may come before them or after.
  @Test(arguments: OperationCase.all.filter(\.differentiable))
  func rowsStayApartWhereAnOperationSaysSo(_ row: OperationCase) throws {
    let graph = Graph()
    let operands = GradientCheck.operands(graph, row.arguments)
    let result = row.function(operands)
    let operation = result.operation
    guard result.shape.rank > 0, result.inputs.map(\.id) == operands.map(\.id) else { return }
    let seed = graph.constant(RepeatableNumbers("seed").tensor(result.shape, low: -1, high: 1))
    let factors = RepeatableNumbers("factors").tensor([result.shape[0]], low: -2, high: 2)
    func multiplied(_ value: Value) -> Value {
      let shape = Shape([factors.shape[0]] + [Int](repeating: 1, count: value.shape.rank - 1))
      return value * graph.constant(factors).reshaped(to: shape)
    }
    func gradients(_ seed: Value) -> [Value?] {
      operation.gradients(GradientContext(gradient: seed, inputs: operands, output: result))
    }
    let (before, after) = (gradients(multiplied(seed)), gradients(seed))
    let executor = ReferenceExecutor(
      inputs: Dictionary(uniqueKeysWithValues: row.arguments.enumerated().map { ("x\($0)", $1) }))
    for index in operands.indices
    where operation.keepsRows(ofOperand: index, operands.map(\.shape), result: result.shape) {
      guard let early = before[index], let late = after[index] else { continue }
      let found = try executor.evaluate([early, multiplied(late)])
      let error = zip(found[0].numbers, found[1].numbers).reduce(0) { max($0, abs($1.0 - $1.1)) }
      #expect(error < 1e-9 * max(1, found[0].largestMagnitude), "operand \(index)")
    }
  }

  /// A small discriminator, with and without batch statistics, and two losses.
  @Test(arguments: [false, true])
  func gradientsAreTheSame(_ normalises: Bool) throws {
    let graph = Graph()
    let noise = graph.input("x0", shape: [4, 6])
    let weights = [
      graph.input("x1", shape: [6, 32]), graph.input("x2", shape: [3, 3, 2, 4]), graph.input("x3", shape: [64, 1]),
    ]
    let fakes = noise.matmul(weights[0]).tanh().reshaped(to: [4, 4, 4, 2])
    var hidden = fakes.convolved(with: weights[1], strides: (1, 1), padding: .same).leakyReLU(slope: 0.2)
    if normalises { hidden = hidden - hidden.mean(axes: [0, 1, 2]) }
    let logits = hidden.reshaped(to: [4, 64]).matmul(weights[2])
    let losses = [logits.softplus().mean(), (-logits).softplus().mean()]
    let stretch = SharedBackwardPass(from: logits, backTo: fakes)
    var pairs: [(Value, Value)] = []
    for loss in losses {
      let plain = graph.gradients(of: loss, withRespectTo: weights)
      let shared = graph.gradients(of: loss, withRespectTo: weights, sharing: stretch)
      pairs += zip(plain, shared)
    }
    let inputs = ([noise] + weights).enumerated().map { index, value in
      ("x\(index)", ReferenceArray(RepeatableNumbers("x\(index)").tensor(value.shape, low: -1, high: 1)))
    }
    let executor = ReferenceExecutor(inputs: Dictionary(uniqueKeysWithValues: inputs))
    for (plain, shared) in pairs {
      let found = try executor.evaluate([plain, shared])
      let error = zip(found[0].numbers, found[1].numbers).reduce(0) { max($0, abs($1.0 - $1.1)) }
      #expect(error <= 1e-12 * max(1, found[0].largestMagnitude))
    }
  }

  /// The way back is there once: one input gradient of the convolution serves both losses.
  @Test func theWayBackIsTakenOnce() throws {
    func inputGradients(_ shares: Bool) throws -> Int {
      let graph = Graph()
      let kernel = graph.variable("k", shape: [3, 3, 2, 2])
      let images = graph.input("x", shape: [4, 3, 3, 2])
      let logits =
        images.convolved(with: kernel, strides: (1, 1), padding: .same).tanh()
        .convolved(with: kernel, strides: (1, 1), padding: .same).sum(axes: [1, 2, 3]).reshaped(to: [4, 1])
      let stretch = shares ? SharedBackwardPass(from: logits, backTo: images) : nil
      let gradients = [logits.softplus().mean(), (-logits).softplus().mean()].map {
        graph.gradients(of: $0, withRespectTo: [kernel], sharing: stretch)[0]
      }
      let program = try Program(graph, outputs: ["first": gradients[0], "second": gradients[1]])
      return program.nodes.filter { $0.operation is ConvolutionInputGradient }.count
    }
    #expect(try inputGradients(true) == 1)
    #expect(try inputGradients(false) == 2)
  }
}
