import ArtGraph
import ArtNN
import ArtTensor
import ArtTestSupport
import Testing

/// Every optimiser against Keras: the parameters after each of five steps on the same gradients.
@Suite struct OptimizerGoldenTests {
  struct Content: Decodable, Sendable {
    let steps: Int
    let parameters: [String]
    let cases: [Case]
  }

  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let optimizer: Optimizer

    var testDescription: String { name }
  }

  private static let tensors = Result {
    try Safetensors(path: GoldenFolder.path(of: "optimizers.safetensors")).tensors
  }
  private static let content = Result { try GoldenFile<Content>(named: "optimizers").content }

  @Test func thereAreCases() throws {
    #expect(try Self.content.get().cases.count >= 11)
  }

  @Test(arguments: (try? content.get().cases) ?? [])
  func formulaAgreesWithKeras(_ golden: Case) throws {
    let tensors = try Self.tensors.get()
    let content = try Self.content.get()
    func tensor(_ name: String) throws -> Tensor { try #require(tensors[name]) }

    let graph = Graph()
    var executor = ReferenceExecutor()
    var parameters: [Optimizer.Gradient] = []
    for name in content.parameters {
      let start = try tensor("start/\(name)")
      executor.variables[name] = ReferenceArray(start)
      // In the golden data a parameter's name is its role.
      let role: ParameterSpec.Role = name.hasSuffix("kernel") ? .kernel : .bias
      parameters.append(
        (
          ParameterSpec(name: name, role: role, shape: start.shape, initializer: .zeros),
          graph.variable(name, shape: start.shape), graph.input("\(name).gradient", shape: start.shape)
        ))
    }
    golden.optimizer.apply(
      to: graph, group: "all", parameters: parameters,
      learningRate: graph.constant(Float(golden.optimizer.learningRate)))
    for state in golden.optimizer.state(for: parameters.map(\.parameter), group: "all") {
      executor.variables[state.name] = ReferenceArray(repeating: 0, shape: state.shape)
    }

    for step in 0..<content.steps {
      for name in content.parameters {
        executor.inputs["\(name).gradient"] = ReferenceArray(try tensor("gradient/\(step)/\(name)"))
      }
      _ = try executor.run(graph, outputs: [:])
      for name in content.parameters {
        let expected = try tensor("\(golden.name)/\(step)/\(name)")
        #expect(
          try #require(executor.variables[name]).difference(from: expected) < 1e-6, "step \(step), \(name)")
      }
    }
  }
}
