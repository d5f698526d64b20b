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

  /// - Parameters:
  ///   - device: what the programs will run on; nil to look at them only.
  ///   - gradientHook: changes gradients before they are used; by default they stay as they are.
  init(
    _ definition: ModelDefinition, noise: NoiseSource, device: (any Device)?,
    gradientHook: @escaping GradientHook = { $1 }
  ) throws {
    func graph() -> StepGraph {
      StepGraph(definition, noise: noise, device: device, gradientHook: gradientHook)
    }
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
    let images = try graph.fakeImages()
    let fakes = graph.seen(images)
    let real = graph.seen(graph.realImages())
    let realLogits = try graph.logits(ofReal: real)
    let fakeLogits = try graph.logits(ofFakes: fakes)
    graph.sharedBackwardPass = SharedBackwardPass(from: fakeLogits, backTo: fakes)
    try graph.addGeneratorUpdate(images: images, fakeLogits: fakeLogits, realLogits: realLogits)
    try graph.addDiscriminatorUpdate(
      realLogits: realLogits, fakeLogits: graph.recalledLogits(images) ?? fakeLogits,
      penalty: isPenalized ? graph.gradientPenalty(real: real, fakes: fakes, realLogits: realLogits) : nil)
    return try graph.program()
  }

  private static func discriminator(_ graph: StepGraph, isPenalized: Bool) throws -> Program {
    let images = try graph.fakeImages()
    let fakes = graph.seen(images)
    let real = graph.seen(graph.realImages())
    let realLogits = try graph.logits(ofReal: real)
    let fakeLogits = try graph.recalledLogits(images) ?? graph.logits(ofFakes: fakes)
    try graph.addDiscriminatorUpdate(
      realLogits: realLogits, fakeLogits: fakeLogits,
      penalty: isPenalized ? graph.gradientPenalty(real: real, fakes: fakes, realLogits: realLogits) : nil)
    return try graph.program()
  }

  private static func generator(_ graph: StepGraph) throws -> Program {
    let images = try graph.fakeImages()
    try graph.addGeneratorUpdate(
      images: images, fakeLogits: graph.logits(ofFakes: graph.seen(images)),
      realLogits: graph.logits(ofReal: graph.seen(graph.realImages())))
    return try graph.program()
  }
}
