import ArtGraph
import ArtTensor
import ArtTestSupport
import Testing

/// Sums that are taken in another way than they are written have the same value.
@Suite struct ReduceSimplificationTests {
  private let sizes: Shape = [3, 2, 4, 5]

  private func inputs() -> (graph: Graph, x: Value, y: Value, c: Value) {
    let graph = Graph()
    return (graph, graph.input("x0", shape: sizes), graph.input("x1", shape: sizes), graph.input("x2", shape: [5]))
  }

  private func evaluate(_ value: Value) throws -> [Double] {
    let shapes: [Shape] = [sizes, sizes, [5]]
    let arguments = shapes.enumerated().map { index, shape in
      ("x\(index)", ReferenceArray(RepeatableNumbers("x\(index)").tensor(shape, low: -1, high: 1)))
    }
    return try ReferenceExecutor(inputs: Dictionary(uniqueKeysWithValues: arguments)).evaluate([value])[0].numbers
  }

  /// Within single precision, in which a mean is the sum times 1/n.
  private func expectEqual(_ found: Value, _ expected: Value) throws {
    for (a, b) in zip(try evaluate(found), try evaluate(expected)) { #expect(abs(a - b) < 1e-6 * max(1, abs(b))) }
  }

  /// What is summed goes through a maximum with a far lower number, which no rule sees through.
  private func plainSum(_ value: Value, _ axes: [Int]) -> Value {
    value.maximum(value.graph.constant(-1e6)).sum(axes: axes)
  }

  @Test func factorsComeOutOfSums() throws {
    let (_, x, y, c) = inputs()
    let axes = [0, 1, 2]
    try expectEqual((x * c).sum(axes: axes), plainSum(x * c, axes))
    try expectEqual((c * x * 3).sum(axes: axes), plainSum(c * x * 3, axes))
    #expect((x * c).sum(axes: axes).inputs[0].id == x.sum(axes: axes).id)
    let rows = y.sum(axes: [2, 3], keepingDimensions: true)
    #expect((x * rows).sum(axes: [2, 3]).inputs[0].id == x.sum(axes: [2, 3]).id)
    try expectEqual((x * rows).sum(axes: [2, 3]), plainSum(x * rows, [2, 3]))
    try expectEqual((x * rows).sum(axes: [0, 1]), plainSum(x * rows, [0, 1]))
    try expectEqual((x * rows).sum(axes: [1, 2]), plainSum(x * rows, [1, 2]))
    // Neither of these is constant along the axes.
    try expectEqual((x * y).sum(axes: axes), plainSum(x * y, axes))
    try expectEqual((x * c).sum(axes: [3]), plainSum(x * c, [3]))
    try expectEqual((x * c).sum(axes: [1, 2, 3]), plainSum(x * c, [1, 2, 3]))
  }

  @Test func whatIsCentredSumsToNothing() throws {
    let (_, x, y, c) = inputs()
    let axes = [0, 1, 2]
    let centred = x - x.mean(axes: axes)
    #expect((y + centred * c).sum(axes: axes).id == y.sum(axes: axes).id)
    #expect((c * (centred * 2) + y).sum(axes: axes).id == y.sum(axes: axes).id)
    try expectEqual((y + centred * c).sum(axes: axes), plainSum(y + centred * c, axes))
    // The same where the axes are kept with extent 1, and where they are not the first.
    let (scale, inner) = (c.reshaped(to: [1, 1, 1, 5]), [2, 3])
    #expect((y + centred * scale).sum(axes: axes).id == y.sum(axes: axes).id)
    let around = x - x.mean(axes: inner, keepingDimensions: true)
    let varying = y.sum(axes: inner, keepingDimensions: true)
    #expect((y + around * varying).sum(axes: inner).id == y.sum(axes: inner).id)
    try expectEqual((y + around * varying).sum(axes: inner), plainSum(y + around * varying, inner))
    // Another array's mean, other axes, a varying factor.
    for other in [y + (x - y.mean(axes: axes)), y + centred * x, y + (x - x.mean(axes: [0]))] {
      try expectEqual(other.sum(axes: axes), plainSum(other, axes))
    }
    try expectEqual((y + centred).sum(axes: [0]), plainSum(y + centred, [0]))
  }
}
