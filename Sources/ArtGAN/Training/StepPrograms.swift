import ArtGraph

/// A training step as programs.
struct StepPrograms {
  /// The alternating rule's discriminator update; the simultaneous rule has none of its own.
  let discriminator: Program?
  /// The generator's update; under the simultaneous rule the discriminator's as well.
  let generator: Program
  /// The program that updates the discriminator once more, with the gradient penalty in it, where only some updates have
  /// one.
  let penalized: Program?

  init(_ definition: ModelDefinition, noise: NoiseSource) throws {
    func graph() -> StepGraph { StepGraph(definition, noise: noise) }
    let interval = definition.recipe.gradientPenalty?.every
    switch definition.recipe.updateRule {
    case .simultaneous:
      discriminator = nil
      generator = try Self.simultaneous(graph(), isPenalized: interval == 1)
      penalized = try (interval ?? 1) > 1 ? Self.simultaneous(graph(), isPenalized: true) : nil
    case .alternating:
      discriminator = try Self.discriminator(graph(), isPenalized: interval == 1)
      generator = try Self.generator(graph())
      penalized = try (interval ?? 1) > 1 ? Self.discriminator(graph(), isPenalized: true) : nil
    }
  }

  /// All programs.
  var all: [Program] { [generator, discriminator, penalized].compactMap(\.self) }

  /// One batch of fakes serves both losses, and both gradients are taken at the weights from before the step: one way
  /// back through the discriminator serves both.
  private static func simultaneous(_ graph: StepGraph, isPenalized: Bool) throws -> Program {
    let fakes = graph.seen(try graph.fakePictures())
    let real = graph.seen(graph.realPictures())
    let realLogits = try graph.logits(ofReal: real)
    let fakeLogits = try graph.logits(ofFakes: fakes)
    graph.sharedStretch = SharedStretch(from: fakeLogits, backTo: fakes)
    try graph.teachGenerator(fakeLogits: fakeLogits, realLogits: realLogits)
    try graph.teachDiscriminator(
      realLogits: realLogits, fakeLogits: fakeLogits,
      penalty: isPenalized ? graph.slopePenalty(real: real, fakes: fakes, realLogits: realLogits) : nil)
    return try graph.program()
  }

  private static func discriminator(_ graph: StepGraph, isPenalized: Bool) throws -> Program {
    let fakes = graph.seen(try graph.fakePictures())
    let real = graph.seen(graph.realPictures())
    let realLogits = try graph.logits(ofReal: real)
    let fakeLogits = try graph.logits(ofFakes: fakes)
    try graph.teachDiscriminator(
      realLogits: realLogits, fakeLogits: fakeLogits,
      penalty: isPenalized ? graph.slopePenalty(real: real, fakes: fakes, realLogits: realLogits) : nil)
    return try graph.program()
  }

  private static func generator(_ graph: StepGraph) throws -> Program {
    try graph.teachGenerator(
      fakeLogits: graph.logits(ofFakes: graph.seen(graph.fakePictures())),
      realLogits: graph.logits(ofReal: graph.seen(graph.realPictures())))
    return try graph.program()
  }
}
