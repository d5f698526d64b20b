import ArtCPU
import ArtGraph
import ArtTensor
import ArtTestSupport
import Testing

/// The fast executor against the reference: results, first and second gradients, for 1, 2 and 3 threads, whose results
/// must be the same bits.
@Suite struct ParityTests {
  @Test(arguments: OperationCase.all)
  func resultAndGradientAgreeWithTheReference(_ row: OperationCase) throws {
    let graph = Graph()
    let operands = GradientCheck.operands(graph, row.arguments)
    let result = row.function(operands)
    var outputs = ["result": result]
    let gradients = graph.gradients(of: GradientCheck.projected(result), withRespectTo: operands)
    for (position, gradient) in gradients.enumerated() { outputs["gradient \(position)"] = gradient }
    let parity = try Parity(graph, outputs: outputs, inputs: inputs(row))
    #expect(parity.errors(above: row.tolerance) == [:])
    #expect(parity.sameBits)
  }

  /// The gradient of the squared gradient, where a gradient penalty would have it.
  @Test(arguments: OperationCase.all.filter(\.differentiable))
  func secondGradientAgreesWithTheReference(_ row: OperationCase) throws {
    let graph = Graph()
    let operands = GradientCheck.operands(graph, row.arguments)
    let loss = GradientCheck.projected(row.function(operands).square())
    let first = graph.gradients(of: loss, withRespectTo: operands)
    let penalty = first.map { $0.square().sum() }.reduce(graph.constant(0), +)
    let second = graph.gradients(of: penalty, withRespectTo: operands)
    let outputs = Dictionary(uniqueKeysWithValues: second.enumerated().map { ("second \($0)", $1) })
    let parity = try Parity(graph, outputs: outputs, inputs: inputs(row), floor: 1)
    #expect(parity.errors(above: 2 * row.tolerance) == [:])
    #expect(parity.sameBits)
  }

  /// Arrays of many blocks, so that several threads have work.
  @Test(arguments: [
    OperationCase("large chain", [[64, 700], [700]]) { (($0[0] + $0[1]).tanh() * $0[0]).exp() },
    OperationCase("large sum of rows", [[3000, 17]]) { $0[0].square().sum(axes: [0]) },
    OperationCase("large sum of columns", [[17, 3000]]) { $0[0].square().sum(axes: [1]) },
    OperationCase("large sum of all", [[50_000]]) { $0[0].square().sum() },
    OperationCase("large statistics", [[16, 14, 14, 24]]) { x in
      let centred = x[0] - x[0].mean(axes: [0, 1, 2], keepingDimensions: true)
      return centred * (centred.square().mean(axes: [0, 1, 2], keepingDimensions: true) + 0.001).rsqrt()
    },
    OperationCase("large product", [[200, 300], [300, 170]]) { $0[0].matmul($0[1]) },
    OperationCase("large transposed product", [[300, 200], [170, 300]]) {
      $0[0].matmul($0[1], transposingLeft: true, transposingRight: true)
    },
    OperationCase("large convolution", [[9, 14, 14, 12], [5, 5, 12, 20]]) {
      $0[0].convolved(with: $0[1], strides: (2, 2), padding: .same)
    },
    OperationCase("large transposed convolution", [[9, 7, 7, 20], [5, 5, 12, 20]]) {
      $0[0].transposedConvolution(with: $0[1], strides: (2, 2), padding: .same)
    },
    OperationCase("large padding", [[9, 30, 14, 24]]) { $0[0].padded(.reflect, rows: (3, 2), columns: (1, 4)) },
    OperationCase("large convolution that wraps", [[9, 14, 14, 16], [3, 3, 16, 32]]) {
      $0[0].convolved(with: $0[1], padding: .same, mode: .circular)
    },
    OperationCase("large transposed convolution that wraps", [[9, 7, 7, 32], [4, 4, 16, 32]]) {
      $0[0].transposedConvolution(with: $0[1], strides: (2, 2), padding: .same, mode: .circular)
    },
    OperationCase("large transposition", [[60, 50, 21]]) { $0[0].transposed([2, 0, 1]) },
    OperationCase("large pooling", [[8, 30, 30, 9]]) {
      $0[0].averagePooled(window: (2, 2), strides: (2, 2), padding: .same)
    },
    OperationCase("large upsampling", [[8, 15, 15, 9]]) { $0[0].upsampledBilinear(by: (2, 2)) },
  ])
  func largeArraysAgreeToo(_ row: OperationCase) throws {
    let graph = Graph()
    let operands = GradientCheck.operands(graph, row.arguments)
    let result = row.function(operands)
    var outputs = ["result": result]
    let gradients = graph.gradients(of: GradientCheck.projected(result), withRespectTo: operands)
    for (position, gradient) in gradients.enumerated() { outputs["gradient \(position)"] = gradient }
    let parity = try Parity(graph, outputs: outputs, inputs: inputs(row))
    #expect(parity.errors(above: 2e-5) == [:])
    #expect(parity.sameBits)
  }

  /// Wherever the tasks and blocks are cut.
  @Test(arguments: [0, 1, 41_000, 69_999], [[0], [1], [0, 1]])
  func aNumberThatIsNoneIsSeenInAMaximum(place: Int, axes: [Int]) throws {
    var numbers = [Float](repeating: 1, count: 70_000)
    numbers[place] = .nan
    let graph = Graph()
    let x = graph.input("x", shape: [100, 700])
    let program = try Program(graph, outputs: ["largest": x.max(axes: axes)])
    let executor = try CPUDevice(threads: 2).makeExecutor(program)
    try executor.setInput("x", Tensor(shape: [100, 700], scalars: numbers))
    try executor.run()
    let found = try executor.output("largest").scalars
    #expect(found.filter(\.isNaN).count == 1 && found.filter { $0 == 1 }.count == found.count - 1)
  }

  /// The mapping from (seed, step, stream, place) to a number is a promise: a step's numbers can be made again.
  @Test(arguments: [(0, 0), (42, 7), (UInt64.max, 1 << 40)] as [(UInt64, UInt64)])
  func randomNumbersAreThoseOfTheirPlace(seed: UInt64, step: UInt64) throws {
    let graph = Graph()
    let outputs = [
      "uniform": graph.randomUniform(shape: [7, 311], low: -0.5, high: 2, stream: 3),
      "normal": graph.randomNormal(shape: [2177], stream: 4),
      "other": graph.randomNormal(shape: [2177], stream: 5),
      "mask": graph.randomMask(shape: [13, 311], probability: 0.7, value: 1.25, stream: 6),
    ]
    let parity = try Parity(graph, outputs: outputs, seed: seed, step: step)
    #expect(parity.errors(above: 1e-5) == [:])
    #expect(parity.sameBits)
  }

  private func inputs(_ row: OperationCase) -> [String: Tensor] {
    Dictionary(uniqueKeysWithValues: row.tensors.enumerated().map { ("x\($0)", $1) })
  }
}
