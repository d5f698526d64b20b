import ArtGraph
import ArtTensor
import ArtTestSupport
import Testing

@Suite("Operations on the processor against the reference")
struct OperationParityTests {
  @Test(
    "Results agree with double precision, and are the same bits for 1, 2 and 3 threads", arguments: OperationCase.all)
  func parity(_ row: OperationCase) throws {
    let graph = Graph()
    let tensors = row.tensors
    let values = tensors.enumerated().map { graph.input("x\($0)", shape: $1.shape) }
    let inputs = Dictionary(uniqueKeysWithValues: tensors.enumerated().map { ("x\($0)", $1) })
    let parity = try Parity(graph, outputs: ["y": row.function(values)], inputs: inputs)
    #expect(parity.worst <= row.tolerance)
    #expect(parity.sameBits)
  }

  @Test("So do their gradients", arguments: OperationCase.all.filter(\.differentiable))
  func gradients(_ row: OperationCase) throws {
    let graph = Graph()
    let tensors = row.tensors
    let values = tensors.enumerated().map { graph.input("x\($0)", shape: $1.shape) }
    let inputs = Dictionary(uniqueKeysWithValues: tensors.enumerated().map { ("x\($0)", $1) })
    let result = row.function(values)
    let weights = RepeatableNumbers("weights").tensor(result.shape, low: -1, high: 1)
    let gradients = graph.gradients(of: (result * graph.constant(weights)).sum(), withRespectTo: values)
    let outputs = Dictionary(uniqueKeysWithValues: gradients.enumerated().map { ("g\($0)", $1) })
    let parity = try Parity(graph, outputs: outputs, inputs: inputs)
    #expect(parity.worst <= 4 * row.tolerance)
    #expect(parity.sameBits)
  }
}
