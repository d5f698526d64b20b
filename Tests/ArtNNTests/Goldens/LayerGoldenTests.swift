import ArtGraph
import ArtNN
import ArtTensor
import ArtTestSupport
import FoundationEssentials
import Testing

/// Every layer type against Keras: outputs, and the moving statistics after a step.
@Suite struct LayerGoldenTests {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let network: Network
    let training: Bool
    let updated: [String]

    var testDescription: String { name }

    private enum CodingKeys: CodingKey {
      case name, network, training, updated
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      name = try container.decode(String.self, forKey: .name)
      network = try container.decode(Network.self, forKey: .network, configuration: LayerRegistry.standard)
      training = try container.decode(Bool.self, forKey: .training)
      updated = try container.decode([String].self, forKey: .updated)
    }
  }

  private static let tensors = Result { try Safetensors(path: GoldenFolder.path(of: "layers.safetensors")).tensors }
  private static let cases = Result { try GoldenFile<[Case]>(named: "layers").content }

  @Test func thereAreCasesOfEveryKind() throws {
    let kinds = Set(try Self.cases.get().flatMap { $0.network.layers.map { type(of: $0).kind } })
    #expect(
      kinds == [
        "dense", "conv2d", "conv2dTranspose", "batchNorm", "layerNorm", "groupNorm", "instanceNorm",
        "leakyReLU", "relu", "tanh", "sigmoid",
        "dropout", "upSample", "averagePool", "flatten", "reshape",
      ])
  }

  /// The formulas, in double precision: only Keras's own rounding is left.
  @Test(arguments: (try? cases.get()) ?? [])
  func formulaAgreesWithKeras(_ golden: Case) throws {
    let trial = try Trial(golden, tensors: Self.tensors.get())
    var executor = ReferenceExecutor(
      inputs: ["x": ReferenceArray(trial.input)], variables: trial.variables.mapValues(ReferenceArray.init))
    let outputs = try executor.run(trial.graph, outputs: ["y": trial.output])
    let output = try #require(outputs["y"])
    #expect(output.shape == trial.expected.shape)
    #expect(output.difference(from: trial.expected) < 2e-6)
    for (name, expected) in trial.updated {
      #expect(try #require(executor.variables[name]).difference(from: expected) < 2e-6)
    }
  }
}

/// A golden case as a graph with its numbers.
struct Trial {
  let graph = Graph()
  let input: Tensor
  let expected: Tensor
  let output: Value
  var variables: [String: Tensor] = [:]
  var updated: [String: Tensor] = [:]

  init(_ golden: LayerGoldenTests.Case, tensors: [String: Tensor]) throws {
    func tensor(_ name: String) throws -> Tensor { try #require(tensors["\(golden.name)/\(name)"]) }
    input = try tensor("input")
    expected = try tensor("output")
    for parameter in try golden.network.parameters() {
      let role = String(try #require(parameter.name.split(separator: ".").last))
      variables[parameter.name] = try tensor(role)
      if golden.updated.contains(role) { updated[parameter.name] = try tensor("updated/\(role)") }
    }
    let context = NetworkContext(graph: graph, mode: golden.training ? .training : .inference)
    output = try golden.network.apply(graph.input("x", shape: input.shape), context: context)
    context.assignUpdates()
  }
}
