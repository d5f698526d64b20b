import ArtGraph
import ArtTensor
import Testing

@testable import ArtCPU

@Suite("Fusion")
struct FusionPlanTests {
  private func units(_ graph: Graph, _ outputs: [String: Value]) throws -> [[String]] {
    let program = try Program(graph, outputs: outputs)
    return FusionPlan(program).units.filter { !$0.isEmpty }.map { unit in
      unit.map { program.nodes[$0].operation.name }
    }
  }

  @Test("A chain of elementwise functions is one unit")
  func chain() throws {
    let graph = Graph()
    let x = graph.input("x", shape: [4, 8])
    let units = try units(graph, ["y": ((x.exp() + 1).log() * x).tanh()])
    #expect(units == [["exp", "add", "log", "multiply", "tanh"]])
  }

  @Test("Reductions join the unit that makes their operand, and their readers do not")
  func reductions() throws {
    let graph = Graph()
    let x = graph.input("x", shape: [16, 8])
    let y = x.exp()
    let centred = y - y.mean(axes: [0])
    let units = try units(graph, ["y": centred, "s": y.square().sum(axes: [0])])
    #expect(units.count == 3)
    #expect(units.contains(["exp", "sum over axes [0]", "square", "sum over axes [0]"]))
  }

  @Test("Reductions of one operand over the same axes are one pass, even if nothing else makes it")
  func siblings() throws {
    let graph = Graph()
    let x = graph.input("x", shape: [16, 8])
    let weights = graph.input("w", shape: [16, 8])
    let units = try units(graph, ["a": x.sum(axes: [0]), "b": (x * weights).sum(axes: [0])])
    #expect(units == [["sum over axes [0]", "multiply", "sum over axes [0]"]])
  }

  @Test("Units never depend on each other in a circle")
  func noCircle() throws {
    let graph = Graph()
    let x = graph.input("x", shape: [6, 6])
    let a = x.exp()
    let b = a.matmul(a)
    let c = a + b.tanh()
    let units = try units(graph, ["c": c])
    #expect(units == [["exp"], ["matmul"], ["tanh", "add"]])
  }

  @Test("Units never depend on each other in a circle, by way of a unit with older and younger members either")
  func noCircleThroughAWideUnit() throws {
    let graph = Graph()
    let x = graph.input("x", shape: [6, 6])
    let y = graph.input("y", shape: [6])
    let a = x.exp()
    let sum = a.matmul(a).sum(axes: [0])
    let t = y.tanh()
    // One unit with `a`, since both read x; so the sum needs t, and what follows from it cannot join t.
    let b = a * t
    let units = try units(graph, ["b": b, "u": y + sum])
    #expect(units == [["exp", "multiply"], ["matmul"], ["sum over axes [0]"], ["tanh"], ["add"]])
  }

  @Test("A transposed operand is read after it is complete")
  func transposed() throws {
    let graph = Graph()
    let x = graph.input("x", shape: [6, 6])
    let a = x.exp()
    let units = try units(graph, ["y": a + a.transposed([1, 0])])
    #expect(units.count == 2)
  }
}
