import ArtCPU
import ArtGraph
import ArtNN
import ArtTensor
import ArtTestSupport
import FoundationEssentials
import Testing

/// Convolutions with padding modes against NumPy's padding, which is PyTorch's.
@Suite struct PaddingGoldenTests {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let network: Network
    let inputShape: [Int]
    let outputShape: [Int]
    let output: [Float]

    var testDescription: String { name }

    private enum CodingKeys: CodingKey {
      case name, network, inputShape, outputShape, output
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      name = try container.decode(String.self, forKey: .name)
      network = try container.decode(Network.self, forKey: .network, configuration: LayerRegistry.standard)
      inputShape = try container.decode([Int].self, forKey: .inputShape)
      outputShape = try container.decode([Int].self, forKey: .outputShape)
      output = try container.decode([Float].self, forKey: .output)
    }
  }

  private static let cases = Result { try GoldenFile<[Case]>(named: "padding").content }

  @Test func thereAreCasesOfEveryMode() throws {
    let modes = try Self.cases.get().flatMap(\.network.layers).map { layer in
      "\(type(of: layer).kind) \((layer as? Conv2D)?.paddingMode ?? (layer as? Conv2DTranspose)?.paddingMode ?? .zeros)"
    }
    #expect(
      Set(modes) == ["conv2d reflect", "conv2d replicate", "conv2d circular", "conv2dTranspose circular"])
  }

  @Test(arguments: (try? cases.get()) ?? [])
  func agreesWithNumPy(_ golden: Case) throws {
    let graph = Graph()
    let x = graph.input("x", shape: Shape(golden.inputShape))
    let y = try golden.network.apply(x, context: NetworkContext(graph: graph, mode: .inference))
    let device = CPUDevice(threads: 2)
    let variables = device.makeVariables()
    for spec in try golden.network.parameters() {
      let role = spec.name.split(separator: ".").last ?? ""
      variables[spec.name] = RepeatableNumbers("\(golden.name)/\(role)").tensor(spec.shape, low: -0.5, high: 0.5)
    }
    let executor = try device.makeExecutor(Program(graph, outputs: ["y": y]), variables: variables)
    try executor.setInput("x", RepeatableNumbers("\(golden.name)/input").tensor(x.shape, low: -2, high: 2))
    try executor.run()
    let found = try executor.output("y")
    #expect(found.shape == Shape(golden.outputShape))
    let expected = Tensor(shape: found.shape, scalars: golden.output)
    #expect(ReferenceArray(found).difference(from: expected) < 5e-6)
  }
}
