public import ArtGraph
import ArtNN

/// A batch on its way through a model that translates, as its losses see it. Images are `[batch, height, width, channels]` on
/// the model's scale. What several losses ask for is computed once.
public struct TranslationPass {
  public let definition: ModelDefinition
  public let translation: Translation
  public let graph: Graph
  /// The images that are translated: x.
  public let input: Value
  /// What the generator makes of them: G(x).
  public let output: Value
  /// Images of the kind that the generator is to make: y. Those of the inputs where the model learns from pairs.
  public let target: Value
  private let context: NetworkContext

  init(
    _ definition: ModelDefinition, _ translation: Translation, input: Value, output: Value, target: Value,
    context: NetworkContext
  ) {
    self.definition = definition
    self.translation = translation
    self.graph = context.graph
    self.input = input
    self.output = output
    self.target = target
    self.context = context
  }

  /// What the generator makes of other images.
  public func translated(_ images: Value) throws -> Value {
    try definition.generator.apply(images, context: context)
  }

  /// What the generator of the way back makes of images: F(y).
  public func translatedBack(_ images: Value) throws -> Value {
    guard let backward = translation.backward else { return images }
    return try backward.generator.apply(images, context: context)
  }

  /// The generator's features of images, behind each number of layers: `[batch, height, width, channels]`.
  public func features(of images: Value, behind layers: [Int]) throws -> [Value] {
    try layers.map { try definition.generator.prefix($0).apply(images, context: context) }
  }

  /// What the discriminator's layers find in images of these inputs, before each change of size.
  public func discriminatorFeatures(of images: Value) throws -> [Value] {
    let seen = translation.seesInput ? Value.concatenated([input, images], axis: 3) : images
    // A context of its own, whose updates are dropped: the discriminator does not learn here.
    return try DiscriminatorFeatures(definition.discriminator)(
      seen, condition: nil, context: NetworkContext(graph: graph, mode: .training))
  }
}
