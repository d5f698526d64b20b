import ArtGraph

/// A training step as programs.
struct StepPrograms {
  /// The alternating rule's discriminator update; the simultaneous rule has none of its own.
  let discriminator: Program?
  /// The generator's update; under the simultaneous rule the discriminator's as well.
  let generator: Program

  init(_ definition: ModelDefinition, noise: NoiseSource) throws {
    switch definition.recipe.updateRule {
    case .simultaneous:
      discriminator = nil
      generator = try Self.simultaneous(StepGraph(definition, noise: noise))
    case .alternating:
      discriminator = try Self.discriminator(StepGraph(definition, noise: noise))
      generator = try Self.generator(StepGraph(definition, noise: noise))
    }
  }

  /// One batch of fakes serves both losses, and both gradients are taken at the weights from before the step: one way
  /// back through the discriminator serves both.
  private static func simultaneous(_ graph: StepGraph) throws -> Program {
    let fakes = try graph.fakePictures()
    let realLogits = try graph.logits(of: graph.realPictures())
    let fakeLogits = try graph.logits(of: fakes)
    graph.sharedStretch = SharedStretch(from: fakeLogits, backTo: fakes)
    try graph.teachGenerator(fakeLogits: fakeLogits, realLogits: realLogits)
    try graph.teachDiscriminator(realLogits: realLogits, fakeLogits: fakeLogits)
    return try graph.program()
  }

  private static func discriminator(_ graph: StepGraph) throws -> Program {
    let fakes = try graph.fakePictures()
    let realLogits = try graph.logits(of: graph.realPictures())
    let fakeLogits = try graph.logits(of: fakes)
    try graph.teachDiscriminator(realLogits: realLogits, fakeLogits: fakeLogits)
    return try graph.program()
  }

  private static func generator(_ graph: StepGraph) throws -> Program {
    try graph.teachGenerator(
      fakeLogits: graph.logits(of: graph.fakePictures()), realLogits: graph.logits(of: graph.realPictures()))
    return try graph.program()
  }
}
