import ArtGraph
import ArtNN
import ArtTensor

/// What every gradient passes through on its way to the optimiser, in the order of the parameters: the place where a sum
/// over processes can be put.
typealias GradientHook = (_ parameter: String, _ gradient: Value) -> Value

/// A training step while it is written down: the parts that both update rules are put together from.
///
/// Networks are always applied in training mode. Their moving statistics change only where `addUpdate` is called for them:
/// a network that is held fixed stays as it is to the last bit.
final class StepGraph {
  let definition: ModelDefinition
  let graph: Graph
  private let noise: NoiseSource
  private let gradientHook: GradientHook
  let generatorContext: NetworkContext
  let discriminatorContext: NetworkContext
  private var outputs: [String: Value] = [:]

  /// The discriminator on its way back from the fakes, where both losses take it.
  var sharedBackwardPass: SharedBackwardPass?

  private var recipe: TrainingRecipe { definition.recipe }

  init(_ definition: ModelDefinition, noise: NoiseSource, device: (any Device)?, gradientHook: @escaping GradientHook) {
    self.definition = definition
    self.noise = noise
    self.gradientHook = gradientHook
    graph = Graph(for: device)
    generatorContext = NetworkContext(graph: graph, mode: .training)
    discriminatorContext = NetworkContext(graph: graph, mode: .training)
  }

  /// A batch of real images, fed at each run.
  func realImages() -> Value {
    let shape = Shape([recipe.batchSize] + definition.imageShape.dimensions)
    return graph.input(StepInput.real.rawValue, shape: shape)
  }

  /// A batch of generated images, from latent points drawn or given, or from images.
  func fakeImages() throws -> Value {
    if let translation = definition.translation {
      return try definition.generator.apply(inputImages(translation), context: generatorContext)
    }
    let shape: Shape = [recipe.batchSize, definition.latent.size]
    let points: Value
    switch (noise, definition.latent.distribution) {
    case (.given, _): points = graph.input(StepInput.noise.rawValue, shape: shape)
    case (.drawn, .normal): points = graph.randomNormal(shape: shape, stream: graph.nextStream())
    case (.drawn, .uniform): points = graph.randomUniform(shape: shape, low: -1, high: 1, stream: graph.nextStream())
    }
    return try definition.generator.apply(points, condition: fakeCondition(), context: generatorContext)
  }

  /// Images as the discriminator sees them: behind their inputs, where it sees these, and with random changes, where the
  /// recipe has any.
  func seen(_ images: Value) -> Value { changed(shown(images)) }

  /// Images with random changes, where the recipe has any.
  func changed(_ images: Value) -> Value {
    guard let settings = recipe.augmentation else { return images }
    let probability: Value? =
      switch settings.probability {
      case .fixed(1): nil
      case .fixed(let share): graph.constant(Float(share))
      case .adaptive: graph.input(StepInput.augmentProbability.rawValue, shape: .scalar)
      }
    return ImageChanges(settings: settings, range: definition.pixelRange, probability: probability)(images)
  }

  /// What the discriminator answers to a batch of real images. Each call, here and for generated ones, is a batch of its
  /// own to batch normalisation and dropout.
  func logits(ofReal images: Value) throws -> Value {
    try definition.discriminator.apply(images, condition: realCondition(), context: discriminatorContext)
  }

  /// What the discriminator answers to a batch of generated images.
  func logits(ofFakes images: Value) throws -> Value {
    try definition.discriminator.apply(images, condition: fakeCondition(), context: discriminatorContext)
  }

  /// The classes of the batch's real images, `[batch, classes]`; `nil` where the model learns none.
  func realCondition() -> Value? { condition(.labels) }

  /// The classes that generated images are meant to be of.
  private func fakeCondition() -> Value? {
    condition(SampledLabels(definition.conditioning) == nil ? .labels : .fakeLabels)
  }

  private func condition(_ input: StepInput) -> Value? {
    let count = definition.classes.count
    guard count > 0 else { return nil }
    return graph.input(input.rawValue, shape: [recipe.batchSize]).oneHot(depth: count)
  }

  /// The generator's loss and its update. Some losses look at real images too.
  ///
  /// - Parameter images: what it made, as it made them.
  func addGeneratorUpdate(images: Value, fakeLogits: Value, realLogits: @autoclosure () throws -> Value) throws {
    var loss = try recipe.loss.generatorLoss(fakeLogits: fakeLogits, realLogits: realLogits())
    outputs[StepOutput.generatorLoss.name] = loss
    if let more = try translationLoss(images) { loss = loss + more }
    let rate = graph.input(StepInput.generatorRate.rawValue, shape: .scalar)
    let update = try addUpdate(definition.generatorNetworks, recipe.generatorOptimizer, loss, rate)
    outputs[StepOutput.generatorGradient.name] = update.norm
    generatorContext.assignUpdates()
    try updateEMA(update.weights.merging(generatorContext.updates) { $1 })
  }

  /// The discriminator's loss, its update and what it got right.
  ///
  /// - Parameter penalty: the gradient penalty without its weight, where this update has one.
  func addDiscriminatorUpdate(realLogits: Value, fakeLogits: Value, penalty: Value?) throws {
    var loss = recipe.loss.discriminatorLoss(
      realLogits: realLogits, fakeLogits: fakeLogits, labelSmoothing: Float(recipe.labelSmoothing))
    outputs[StepOutput.discriminatorLoss.name] = loss
    if let more = try backwardDiscriminatorLoss() { loss = loss + more }
    let rate = graph.input(StepInput.discriminatorRate.rawValue, shape: .scalar)
    let update = try addUpdate(
      definition.discriminatorNetworks, recipe.discriminatorOptimizer, penalized(loss, by: penalty), rate)
    outputs[StepOutput.discriminatorGradient.name] = update.norm
    discriminatorContext.assignUpdates()

    let accuracies = recipe.loss.accuracies(realLogits: realLogits, fakeLogits: fakeLogits)
    outputs[StepOutput.realAccuracy.name] = accuracies.real
    outputs[StepOutput.fakeAccuracy.name] = accuracies.fake
    outputs[StepOutput.realLogit.name] = realLogits.mean()
    outputs[StepOutput.fakeLogit.name] = fakeLogits.mean()
  }

  /// A loss with the gradient penalty in it. What comes in every n-th update only counts for those between.
  private func penalized(_ loss: Value, by penalty: Value?) -> Value {
    guard let penalty, let settings = recipe.gradientPenalty else { return loss }
    outputs[StepOutput.gradientPenalty.name] = penalty
    return loss + penalty * Float(settings.weight * Double(settings.every))
  }

  /// Makes a part of the generator's loss one of the step's outputs.
  func report(_ loss: Value, ofTerm name: String) { outputs[StepTerm.output(name)] = loss }

  func program() throws -> Program {
    try Program(graph, outputs: outputs)
  }

  /// Adds the gradients of networks that learn together, and their optimiser.
  ///
  /// - Returns: the length of all gradients together, before penalties and clipping, and the new weights by name.
  private func addUpdate(
    _ networks: [Network], _ optimizer: Optimizer, _ loss: Value, _ rate: Value
  ) throws -> (norm: Value, weights: [String: Value]) {
    let frozen = try definition.frozenWeights()
    let parameters = try networks.flatMap { try $0.parameters() }.filter { $0.isTrainable && !frozen.contains($0.name) }
    let values = parameters.map { graph.variable($0.name, shape: $0.shape) }
    let gradients = zip(parameters, graph.gradients(of: loss, withRespectTo: values, sharing: sharedBackwardPass))
      .map { gradientHook($0.name, $1) }
    let weights = optimizer.apply(
      to: graph, group: networks[0].name,
      parameters: zip(parameters, zip(values, gradients)).map { ($0, $1.0, $1.1) }, learningRate: rate)
    let squares = gradients.map { $0.square().sum() }
    return (
      squares.dropFirst().reduce(squares.first ?? graph.constant(0), +).sqrt(),
      Dictionary(uniqueKeysWithValues: zip(parameters.map(\.name), weights))
    )
  }
}
