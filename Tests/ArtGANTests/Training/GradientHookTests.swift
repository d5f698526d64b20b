import ArtCPU
import ArtGraph
import ArtNN
import ArtTensor
import Testing

@testable import ArtGAN

/// The one place where gradients meet the optimiser.
struct GradientHookTests {
  static let rules: [UpdateRule] = [.simultaneous, .alternating(discriminatorSteps: 2)]

  private static func definition(_ rule: UpdateRule) -> ModelDefinition {
    var definition = Examples.definition(batchSize: 3)
    definition.recipe.updateRule = rule
    return definition
  }

  @Test("Each gradient passes it once", arguments: rules)
  func seesEachGradientOnce(rule: UpdateRule) throws {
    let definition = Self.definition(rule)
    var names: [String] = []
    _ = try StepPrograms(definition, noise: .drawn, device: nil) { name, gradient in
      names.append(name)
      return gradient
    }
    let parameters = try definition.generator.parameters() + definition.discriminator.parameters()
    #expect(names.sorted() == parameters.filter(\.isTrainable).map(\.name).sorted())
  }

  @Test("What it gives is what the optimiser takes, and the reported length", arguments: rules)
  func optimiserSeesItsResult(rule: UpdateRule) throws {
    let definition = Self.definition(rule)
    let device = CPUDevice(threads: 1)
    let programs = try StepPrograms(definition, noise: .drawn, device: device) { $1 * 0 }
    let variables = device.makeVariables()
    try definition.generator.initialize(variables, key: SeedPurpose.generatorWeights.key(of: 1))
    try definition.discriminator.initialize(variables, key: SeedPurpose.discriminatorWeights.key(of: 1))
    let parameters = try definition.generator.parameters().filter(\.isTrainable)
    let before = parameters.map { variables[$0.name] }
    let executor = try device.makeExecutor(programs.generator, variables: variables)
    for name in programs.generator.inputs.keys where name != StepInput.real.rawValue {
      try executor.withInput(name) { $0.update(repeating: 0.01) }
    }
    try executor.run(seed: 1, step: 1)
    #expect(parameters.map { variables[$0.name] } == before)
    #expect(try executor.output(StepOutput.generatorGradient.name).scalars == [0])
  }
}
