import ArtGraph
import ArtTensor
import ArtTestSupport
import Testing

/// Shape rules: the error names the operation, the shapes and the part of the model.
@Suite struct OperationShapeTests {
  struct Mistake: Sendable, CustomTestStringConvertible {
    var shapes: [Shape]
    var message: String
    var function: @Sendable ([Value]) -> Value

    init(_ shapes: [Shape], _ message: String, _ function: @escaping @Sendable ([Value]) -> Value) {
      self.shapes = shapes
      self.message = message
      self.function = function
    }

    var testDescription: String { message }
  }

  static let mistakes: [Mistake] = [
    Mistake([[2, 3], [4]], "add: the shapes [2, 3] and [4] do not fit each other") { $0[0] + $0[1] },
    Mistake([[2, 3], [3, 2]], "multiply: the shapes [2, 3] and [3, 2] do not fit each other") { $0[0] * $0[1] },
    Mistake([[2], [2], [3]], "select: the shapes [2] and [3] do not fit each other") {
      select(where: $0[0], $0[1], $0[2])
    },
    Mistake([[2, 3], [4, 5]], "matmul: [2, 3] and [4, 5] do not fit: 3 columns against 4 rows") {
      $0[0].matmul($0[1])
    },
    Mistake([[2, 3], [2, 5]], "matmul: [2, 3] and [2, 5] transposed do not fit: 3 columns against 5 rows") {
      $0[0].matmul($0[1], transposingRight: true)
    },
    Mistake([[2, 3, 4], [4, 5]], "matmul: expected two matrices, found [2, 3, 4] and [4, 5]") { $0[0].matmul($0[1]) },
    Mistake([[2, 3]], "reshape: [2, 3] has 6 elements, and [4, 2] needs 8") { $0[0].reshaped(to: [4, 2]) },
    Mistake([[2, 3]], "transpose: [0, 0] is no order of the axes of [2, 3]") { $0[0].transposed([0, 0]) },
    Mistake([[2, 3]], "broadcast: [2, 3] cannot be stretched to [2, 4]") { $0[0].broadcast(to: [2, 4]) },
    Mistake([[2, 3]], "slice: a box of [2, 2] from [1, 0] does not lie in [2, 3]") {
      $0[0].sliced(starts: [1, 0], sizes: [2, 2])
    },
    Mistake([[2, 3]], "pad: [1] before and [1] after do not fit the axes of [2, 3]") {
      $0[0].padded(before: [1], after: [1])
    },
    Mistake([[2, 3]], "reflect padding: expected images [batch, height, width, channels], found [2, 3]") {
      $0[0].padded(.reflect, rows: (1, 1), columns: (1, 1))
    },
    Mistake([[1, 3, 4, 2]], "reflect padding: 1 before and 3 after need a side of at least 4, found 3") {
      $0[0].padded(.reflect, rows: (1, 3), columns: (1, 1))
    },
    Mistake([[1, 3, 4, 2]], "circular padding: 5 before and 0 after need a side of at least 5, found 4") {
      $0[0].padded(.circular, rows: (1, 3), columns: (5, 0))
    },
    Mistake([[1, 3, 4, 2]], "replicate padding: widths must be at least 0, and are -1 and 3") {
      $0[0].padded(.replicate, rows: (-1, 3), columns: (5, 0))
    },
    Mistake([[1, 2, 2, 1], [5, 5, 1, 1]], "reflect padding: 2 before and 2 after need a side of at least 3, found 2") {
      $0[0].convolved(with: $0[1], padding: .same, mode: .reflect)
    },
    Mistake(
      [[1, 2, 2, 1], [7, 7, 1, 1]], "circular folding: 3 before and 3 after need a side of at least 3, found 2"
    ) { $0[0].transposedConvolution(with: $0[1], padding: .same, mode: .circular) },
    Mistake([[2, 3], [2, 4]], "concatenate: [2, 3] and [2, 4] differ elsewhere than in axis 0") {
      Value.concatenated($0, axis: 0)
    },
    Mistake([[2, 3], [2, 4]], "concatenate: [2, 3] has no axis 2") { Value.concatenated($0, axis: 2) },
    Mistake([[2, 3]], "sum over axes [2]: the shape [2, 3] has no such axes") { $0[0].sum(axes: [2]) },
    Mistake([[2, 3]], "maximum over axes [-1]: the shape [2, 3] has no such axes") { $0[0].max(axes: [-1]) },
    Mistake(
      [[2, 3]], "one-hot: expected a vector of class numbers and a depth of at least 1, found [2, 3], 4"
    ) { $0[0].oneHot(depth: 4) },
    Mistake(
      [[2, 3, 4], [5]], "gather: expected a matrix and a vector of row numbers, found [2, 3, 4] and [5]"
    ) { $0[0].gathered(at: $0[1]) },
    Mistake(
      [[2, 3], [3]], "scatter: expected rows, a number for each, and a place for them, found [2, 3], [3], 4"
    ) { $0[0].scattered(to: $0[1], rows: 4) },
    Mistake(
      [[1, 5, 5, 3], [3, 3, 4, 8]],
      "convolution: the input [1, 5, 5, 3] has 3 channels, and the kernel [3, 3, 4, 8] takes 4"
    ) { $0[0].convolved(with: $0[1], padding: .same) },
    Mistake(
      [[1, 2, 2, 3], [3, 3, 3, 8]],
      "convolution: the kernel [3, 3, 3, 8] is larger than the input [1, 2, 2, 3], and padding is 'valid'"
    ) { $0[0].convolved(with: $0[1], padding: .valid) },
    Mistake([[1, 4, 4, 3], [3, 3, 3, 8]], "convolution: strides must be at least 1, and are 0 and 1") {
      $0[0].convolved(with: $0[1], strides: (0, 1), padding: .same)
    },
    Mistake(
      [[4, 3], [3, 3, 3, 8]],
      "convolution: expected images [batch, height, width, channels] and a kernel of rank 4, "
        + "found [4, 3] and [3, 3, 3, 8]"
    ) { $0[0].convolved(with: $0[1], padding: .same) },
    Mistake(
      [[1, 4, 4, 3], [3, 3, 3, 8]],
      "transposed convolution: the input [1, 4, 4, 3] has 3 channels, and the transposed kernel [3, 3, 3, 8] takes 8"
    ) { $0[0].transposedConvolution(with: $0[1], padding: .same) },
    Mistake(
      [[1, 4, 4, 8], [3, 3, 3, 8]],
      "transposed convolution: an output of 6×6 would come from an input of 3×3, not [1, 4, 4, 8]"
    ) { $0[0].transposedConvolution(with: $0[1], strides: (2, 2), padding: .same, outputSize: (6, 6)) },
    Mistake(
      [[4, 3]], "average pooling: expected images [batch, height, width, channels], found [4, 3]"
    ) { $0[0].averagePooled(window: (2, 2), strides: (2, 2), padding: .same) },
    Mistake(
      [[1, 2, 2, 1]], "average pooling: no such window or factor for images of shape [1, 2, 2, 1]"
    ) { $0[0].averagePooled(window: (3, 3), strides: (1, 1), padding: .valid) },
    Mistake(
      [[1, 2, 2, 1]], "nearest upsampling: no such window or factor for images of shape [1, 2, 2, 1]"
    ) { $0[0].upsampledNearest(by: (0, 2)) },
    Mistake(
      [[2, 2]], "bilinear upsampling: expected images [batch, height, width, channels], found [2, 2]"
    ) { $0[0].upsampledBilinear(by: (2, 2)) },
  ]

  @Test(arguments: mistakes)
  func mistakeNamesOperationShapesAndPlace(_ mistake: Mistake) throws {
    let graph = Graph()
    let operands = mistake.shapes.enumerated().map { graph.input("x\($0)", shape: $1) }
    let result = graph.scoped("generator.layers.3 (Conv2D)") { mistake.function(operands) }
    let error = try #require(throws: GraphError.self) { try Program(graph, outputs: ["result": result]) }
    #expect(error.description == "generator.layers.3 (Conv2D): " + mistake.message)
  }

  @Test func theFirstMistakeIsTheOneReported() {
    let graph = Graph()
    let (a, b) = (graph.input("a", shape: [2]), graph.input("b", shape: [3]))
    _ = (a + b).matmul(b)
    #expect(graph.failure?.description == "add: the shapes [2] and [3] do not fit each other")
  }

  @Test func leavesKeepTheirShape() {
    let graph = Graph()
    _ = graph.variable("w", shape: [2])
    _ = graph.variable("w", shape: [3])
    #expect(graph.failure?.description == "variable: 'w' has shape [2], and is asked for as [3]")
  }

  @Test(arguments: [
    ("assign: the target is no variable", false, Shape([2]), 1),
    ("assign: the variable has shape [2], the value [3]", true, Shape([3]), 1),
    ("assign: the variable is assigned twice", true, Shape([2]), 2),
  ])
  func assignmentsAreChecked(_ message: String, isVariable: Bool, valueShape: Shape, times: Int) {
    let graph = Graph()
    let target = isVariable ? graph.variable("w", shape: [2]) : graph.input("w", shape: [2])
    for _ in 0..<times { graph.assign(target, graph.input("value", shape: valueShape)) }
    #expect(graph.failure?.description == message)
  }

  @Test func gradientsNeedASingleNumber() {
    let graph = Graph()
    let x = graph.input("x", shape: [2, 3])
    _ = graph.gradients(of: x, withRespectTo: [x])
    #expect(
      graph.failure?.description == "gradients: the loss must be a single number, and has shape [2, 3]")
  }

  @Test(arguments: OperationCase.all)
  func shapeRuleAgreesWithTheReference(_ row: OperationCase) throws {
    let graph = Graph()
    let result = row.function(GradientCheck.operands(graph, row.arguments))
    let inputs = Dictionary(uniqueKeysWithValues: row.arguments.enumerated().map { ("x\($0)", $1) })
    #expect(try ReferenceExecutor(inputs: inputs).evaluate([result])[0].shape == result.shape)
  }
}
