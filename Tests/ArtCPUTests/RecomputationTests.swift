import ArtGraph
import ArtTensor
import Testing

@testable import ArtCPU

@Suite("Recomputation")
struct RecomputationTests {
  /// The members of each unit by name, and the nodes that are stored.
  private func plan(_ graph: Graph, _ outputs: [String: Value]) throws -> (units: [[String]], stored: [String]) {
    let program = try Program(graph, outputs: outputs)
    let plan = FusionPlan(program)
    func name(_ id: Int) -> String { program.nodes[id].operation.name }
    let stored = plan.readFromOutside.filter { plan.unitOf[$0] >= 0 }.sorted()
    return (plan.units.filter { !$0.isEmpty }.map { $0.map(name) }, stored.map(name))
  }

  @Test("What follows from a kept array in few steps is computed again where it is read")
  func cheapChain() throws {
    let graph = Graph()
    let x = graph.input("x", shape: [8, 8])
    let kept = x.matmul(x)
    let again = kept.abs() + 3
    // A product of what the first reader gives lies before the second, so they cannot be one unit.
    let early = again.sum(axes: [0])
    let product = (x * early).matmul(x)
    let (units, stored) = try plan(graph, ["late": product + again + kept])
    #expect(units.contains(["abs", "add", "sum over axes [0]"]))
    #expect(units.contains(["abs", "add", "add", "add"]))
    #expect(stored == ["matmul", "sum over axes [0]", "multiply", "matmul"])
  }

  @Test("A reader that is no chain of its own needs the array stored")
  func opaqueReader() throws {
    let graph = Graph()
    let x = graph.input("x", shape: [8, 8])
    let a = x * 2
    let b = a.matmul(a)
    let (units, stored) = try plan(graph, ["y": b + a])
    #expect(units == [["multiply"], ["matmul"], ["add"]])
    #expect(stored == ["multiply", "matmul"])
  }

  @Test("What is dear to compute is stored", arguments: [true, false])
  func dearFunctions(isDear: Bool) throws {
    let graph = Graph()
    let x = graph.input("x", shape: [8, 8])
    let a = isDear ? x.exp() : x.abs()
    let mean = a.mean(axes: [0])
    let (_, stored) = try plan(graph, ["y": a - mean])
    #expect(stored.contains("exp") == isDear)
    #expect(!stored.contains("abs"))
  }

  @Test("What follows from what a unit reads anyway is not read", arguments: [8, 4096])
  func sparedReads(columns: Int) throws {
    let graph = Graph()
    let kept = graph.input("x", shape: [64, 8]).matmul(graph.variable("w", shape: [8, columns]))
    let y = (kept * graph.input("factor", shape: [columns])).leakyReLU(slope: 0.2)
    // A product reads the activation, so it is stored.
    let product = y.matmul(graph.variable("v", shape: [columns, columns]))
    let program = try Program(graph, outputs: ["late": (product * y + kept).sum(axes: [0])])
    let plan = FusionPlan(program)
    let last = try #require(plan.units.indices.last { !plan.units[$0].isEmpty })
    let read = plan.sources(of: last).map { program.nodes[$0].operation.name }.sorted()
    // A vector that does not stay in the first-level cache would be read as often as the array.
    #expect(read == (columns == 8 ? ["input", "matmul", "matmul"] : ["leaky ReLU", "matmul", "matmul"]))
  }

  @Test("A mask is made again for the backward pass")
  func masks() throws {
    let graph = Graph()
    let x = graph.input("x", shape: [64, 64])
    let mask = graph.randomMask(shape: [64, 64], probability: 0.7, stream: 0)
    let product = (x * mask).matmul(x)
    let (units, stored) = try plan(graph, ["y": product * mask])
    #expect(units == [["random", "multiply"], ["matmul"], ["random", "multiply"]])
    #expect(stored == ["multiply", "matmul"])
  }

  @Test("The backward pass of batch normalisation and an activation keeps two arrays, not four")
  func batchNormalisation() throws {
    let graph = Graph()
    let shape: Shape = [64, 32]
    let x = graph.input("x", shape: [64, 32]).matmul(graph.variable("w", shape: [32, 32]))
    let centred = x - x.mean(axes: [0])
    let factor = (centred.square().mean(axes: [0]) + 1e-3).rsqrt() * graph.variable("gamma", shape: [32])
    let a = (centred * factor + graph.variable("beta", shape: [32])).leakyReLU(slope: 0.3)
    let loss = a.matmul(graph.variable("v", shape: [32, 32])).square().sum()
    let shapes: KeyValuePairs<String, Shape> = ["w": [32, 32], "gamma": [32], "beta": [32], "v": [32, 32]]
    let variables = shapes.map { graph.variable($0, shape: $1) }
    let gradients = graph.gradients(of: loss, withRespectTo: variables)
    let program = try Program(
      graph, outputs: [String: Value](uniqueKeysWithValues: zip(shapes.map(\.key), gradients)))
    let plan = FusionPlan(program)
    let stored = plan.readFromOutside.filter { plan.unitOf[$0] >= 0 && program.nodes[$0].shape == shape }
    let names = stored.sorted().map { program.nodes[$0].operation.name }
    // Of the forward pass: the product, the activation, and the loss's product. Neither the centred nor the normalised
    // array.
    #expect(names.prefix(3) == ["matmul", "leaky ReLU", "matmul"])
    // Of the backward pass: the gradient on its way from the loss to the first product, with nothing kept between the
    // sums of batch normalisation's gradients and what they are summed for.
    #expect(names.dropFirst(3) == ["multiply", "matmul", "add"])
  }
}

@Suite("Order of units")
struct UnitOrderTests {
  /// The largest memory in use, in floats, of a program's steps in the order in which they are planned.
  private func arena(_ graph: Graph, _ outputs: [String: Value]) throws -> Int {
    let program = try Program(graph, outputs: outputs)
    let plan = try CPUPlan(program, algorithms: .fast)
    return MemoryPlan(
      plan.buffers.enumerated().compactMap { index, buffer in
        guard case .arena = buffer.storage else { return nil }
        return .init(buffer: index, count: buffer.shape.count, first: buffer.first, last: buffer.last)
      }
    ).total
  }

  @Test("Large arrays are used up one after the other, whatever the order in which they were written")
  func chainsOneByOne() throws {
    let graph = Graph()
    let x = graph.input("x", shape: [64, 64])
    let weights = (0..<6).map { graph.variable("w\($0)", shape: [64, 64]) }
    let large = weights.map { x.matmul($0) }
    // Each sum frees one of them.
    let products = large.map { $0.matmul(x).sum() }
    let outputs = [String: Value](uniqueKeysWithValues: products.enumerated().map { ("y\($0)", $1) })
    #expect(try arena(graph, outputs) < 3 * 64 * 64)
  }

  @Test("A variable is updated before the next gradient takes memory")
  func updatesEarly() throws {
    let graph = Graph()
    let x = graph.input("x", shape: [64, 64])
    for index in 0..<6 {
      let weight = graph.variable("w\(index)", shape: [64, 64])
      graph.assign(weight, weight - x.matmul(weight) * 0.1)
    }
    #expect(try arena(graph, [:]) == 64 * 64)
  }
}
