public import ArtData
public import ArtGraph
import ArtNN
public import ArtTensor

/// Trains a feature network to classify labelled images, one step at a time.
///
/// Every step follows from the seed, its number and the variables: a training that goes on from ``tensors`` and ``step``
/// ends with the same bits as one that never stopped.
public final class ClassifierTrainer {
  public let definition: FeatureNetwork
  public let recipe: ClassifierRecipe
  /// The number of steps done.
  public private(set) var step: Int
  public let totalSteps: Int
  private let variables: VariableStore
  private let executor: any Executor
  private let batches: BatchSampler
  private let seed: UInt64
  private let device: any Device

  /// What a step measured, at the weights from before it.
  public struct Metrics: Codable, Hashable, Sendable {
    /// The number of steps done, this one included.
    public var step: Int
    /// The cross-entropy of the batch.
    public var loss: Float
    /// The share of the batch that was told right.
    public var accuracy: Float
  }

  private enum Name {
    static let images = "images", labels = "labels", rate = "rate", loss = "loss", accuracy = "accuracy"
  }

  /// - Parameters:
  ///   - definition: the network; its classes are those of the set.
  ///   - recipe: how it is trained.
  ///   - dataset: the images with their labels.
  ///   - indices: the images to train on; nil for all.
  ///   - augmentation: random changes, made anew each time that an image is drawn.
  ///   - seed: decides first weights, order, random changes and dropout.
  ///   - resuming: the variables and the step to go on from; nil to begin anew.
  ///   - device: runs the programs.
  /// - Throws: ``FeatureNetworkError`` for images without labels or of another shape, or variables that do not fit;
  ///   `DatasetError`, `LayerError` or `GraphError`.
  public init(
    _ definition: FeatureNetwork, recipe: ClassifierRecipe, dataset: Dataset, indices: [Int]? = nil,
    augmentation: Augmentation = .none, seed: UInt64, resuming: (tensors: [String: Tensor], step: Int)? = nil,
    device: any Device
  ) throws {
    try definition.validate()
    guard dataset.labels != nil else { throw FeatureNetworkError.noLabels(dataset.name) }
    guard dataset.imageShape == definition.imageShape else {
      throw FeatureNetworkError.images(found: dataset.imageShape, expected: definition.imageShape)
    }
    self.definition = definition
    self.recipe = recipe
    self.seed = seed
    self.device = device
    let key = SeedPurpose.classifier.key(of: seed)
    batches = try BatchSampler(
      dataset: dataset, indices: indices, batchSize: recipe.batchSize, augmentation: augmentation,
      key: key.folded(.classifierBatches))
    totalSteps = recipe.steps(images: batches.count)
    variables = device.makeVariables()
    try definition.network.initialize(variables, key: key.folded(.classifierWeights))
    let program = try Self.program(definition, recipe, device)
    if let resuming {
      for (name, shape) in program.variables {
        guard let tensor = resuming.tensors[name] else { throw FeatureNetworkError.missingTensor(name) }
        guard tensor.shape == shape else {
          throw FeatureNetworkError.wrongShape(name, found: tensor.shape, expected: shape)
        }
        guard tensor.isFinite else { throw FeatureNetworkError.notFinite(name) }
        variables[name] = tensor
      }
    }
    step = resuming?.step ?? 0
    executor = try device.makeExecutor(program, variables: variables)
  }

  private static func program(
    _ definition: FeatureNetwork, _ recipe: ClassifierRecipe, _ device: any Device
  ) throws -> Program {
    let graph = Graph(for: device)
    let context = NetworkContext(graph: graph, mode: .training)
    let images = graph.input(Name.images, shape: Shape([recipe.batchSize] + definition.imageShape.dimensions))
    let labels = graph.input(Name.labels, shape: [recipe.batchSize])
    let logits = try definition.network.apply(images, context: context)
    let loss = softmaxCrossEntropy(logits: logits, labels: labels)
    let parameters = try definition.network.parameters().filter(\.isTrainable)
    let values = parameters.map { graph.variable($0.name, shape: $0.shape) }
    let gradients = graph.gradients(of: loss, withRespectTo: values)
    recipe.optimizer.apply(
      to: graph, group: definition.network.name,
      parameters: zip(parameters, zip(values, gradients)).map { ($0, $1.0, $1.1) },
      learningRate: graph.input(Name.rate, shape: .scalar))
    context.assignUpdates()
    return try Program(
      graph, outputs: [Name.loss: loss, Name.accuracy: accuracy(logits: logits, labels: labels)])
  }

  /// The memory that a training takes on a device, found without taking any.
  ///
  /// - Throws: ``FeatureNetworkError``, `LayerError` or `GraphError` if the network cannot be built.
  public static func memory(
    of definition: FeatureNetwork, recipe: ClassifierRecipe, on device: any Device
  ) throws -> PlanMemory {
    try definition.validate()
    return try device.memory(of: program(definition, recipe, device))
  }

  /// What a training step was compiled to.
  public var plan: PlanDescription { executor.planDescription }

  public var isFinished: Bool { step >= totalSteps }

  /// Does one step.
  ///
  /// - Throws: ``ClassifierDivergence`` where the loss is NaN or infinity: the weights are then lost.
  public func advance() throws -> Metrics {
    let range = min(definition.black, definition.white)...max(definition.black, definition.white)
    try executor.withInput(Name.images) { batches.fill($0, step: step, range: range) }
    if definition.black > definition.white {
      try executor.withInput(Name.images) { buffer in
        for place in buffer.indices { buffer[place] = definition.black + definition.white - buffer[place] }
      }
    }
    try executor.withInput(Name.labels) { batches.fillLabels($0, step: step) }
    let rate = recipe.schedule.rate(atStep: step, of: totalSteps, base: recipe.optimizer.learningRate)
    try executor.withInput(Name.rate) { $0[0] = rate }
    try executor.run(seed: seed, step: UInt64(step))
    step += 1
    let metrics = Metrics(
      step: step, loss: try executor.withOutput(Name.loss) { $0[0] },
      accuracy: try executor.withOutput(Name.accuracy) { $0[0] })
    guard metrics.loss.isFinite else { throw ClassifierDivergence(step: step) }
    return metrics
  }

  /// All variables: weights, moving statistics and the state of the optimiser.
  public var tensors: [String: Tensor] {
    var tensors: [String: Tensor] = [:]
    for name in variables.names { tensors[name] = variables[name] }
    return tensors
  }

  /// The network as it is now.
  ///
  /// - Throws: ``FeatureNetworkError/notFinite(_:)``.
  public func trained() throws -> TrainedFeatureNetwork {
    try TrainedFeatureNetwork(definition: definition, tensors: tensors)
  }

  /// An extractor that sees the network as it is at each use.
  public func extractor() throws -> FeatureExtractor {
    try FeatureExtractor(definition, variables: variables, device: device)
  }
}

/// A classifier whose loss became infinite or no number.
public struct ClassifierDivergence: Error, Hashable, Sendable, CustomStringConvertible {
  public let step: Int

  public var description: String {
    "training diverged at step \(step): the loss is NaN or infinity. A lower learning rate often helps"
  }
}
