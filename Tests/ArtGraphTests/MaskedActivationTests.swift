import ArtCPU
import ArtTensor
import ArtTestSupport
import Testing

@testable import ArtGraph

@Suite("Activations behind masks")
struct MaskedActivationTests {
  @Test("their gradient is read from what the mask left, to the same bits", arguments: [0, 0.2, 0.3, -0.5])
  func gradient(slope: Double) throws {
    let slope = Float(slope)
    let graph = Graph()
    let (x, numbers) = (graph.input("x", shape: [40, 16]), graph.input("numbers", shape: [40, 16]))
    let g = graph.input("g", shape: [40, 16])
    let mask = numbers.greaterOrEqual(graph.constant(0.3)) * Float(1 / 0.7)
    let left = x.leakyReLU(slope: slope) * mask
    let gradient = graph.gradients(of: (left * g).sum(), withRespectTo: [x])[0]
    let program = try Program(graph, outputs: ["gradient": gradient, "left": left])

    let inputs = [
      "x": RepeatableNumbers("x").tensor([40, 16], low: -1, high: 1),
      "numbers": RepeatableNumbers("n").tensor([40, 16], low: 0, high: 1),
      "g": RepeatableNumbers("g").tensor([40, 16], low: -1, high: 1),
    ]
    let executor = try CPUDevice(threads: 1).makeExecutor(program)
    for (name, tensor) in inputs { try executor.setInput(name, tensor) }
    try executor.run()
    let found = try executor.output("gradient").scalars
    let (xs, ns, gs) = (inputs["x"]?.scalars ?? [], inputs["numbers"]?.scalars ?? [], inputs["g"]?.scalars ?? [])
    let expected = xs.indices.map { place -> Float in
      let masked = gs[place] * ((ns[place] >= 0.3 ? 1 : 0) * Float(1 / 0.7))
      return xs[place] > 0 ? masked : slope * masked
    }
    #expect(found == expected)

    // The activation itself is not read again, except where its sign says less than the operand's.
    let reads = program.nodes.filter { ($0.operation as? Elementwise)?.function == .leakyReLUGradient(slope: slope) }
    let sources = reads.map { program.nodes[$0.inputs[1]].operation.name }
    #expect(sources == [slope >= 0 ? "multiply" : "input"])
  }

  @Test("a factor that is no mask changes nothing")
  func otherFactors() throws {
    let graph = Graph()
    let (x, factor) = (graph.input("x", shape: [8]), graph.input("factor", shape: [8]))
    let y = (x.leakyReLU(slope: 0.2) * factor).sum()
    let gradient = graph.gradients(of: y, withRespectTo: [x])[0]
    let program = try Program(graph, outputs: ["gradient": gradient])
    let read = program.nodes.first { ($0.operation as? Elementwise)?.function == .leakyReLUGradient(slope: 0.2) }
    #expect(read.map { program.nodes[$0.inputs[1]].operation.name } == "leaky ReLU")
  }
}
