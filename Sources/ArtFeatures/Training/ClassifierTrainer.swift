public import ArtData
public import ArtGraph
import ArtNN
public import ArtTensor

/// Teaches a feature network to tell labelled pictures apart, one step at a time.
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
  private let executor: CPUExecutor
  private let batches: BatchSampler
  private let seed: UInt64
  private let pool: ThreadPool
  private let precision: Precision

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
    static let pictures = "pictures", labels = "labels", rate = "rate", loss = "loss", accuracy = "accuracy"
  }

  /// - Parameters:
  ///   - definition: the network; its classes are those of the set.
  ///   - recipe: how it learns.
  ///   - dataset: the pictures with their labels.
  ///   - indices: the pictures to learn from; nil for all.
  ///   - augmentation: random changes, made anew each time that a picture is drawn.
  ///   - seed: decides first weights, order, random changes and dropout.
  ///   - resuming: the variables and the step to go on from; nil to begin anew.
  ///   - pool: the threads that do the work.
  ///   - precision: which algorithms compute.
  /// - Throws: ``FeatureNetworkError`` for pictures without labels or of another shape, or variables that do not fit;
  ///   `DatasetError`, `LayerError` or `GraphError`.
  public init(
    _ definition: FeatureNetwork, recipe: ClassifierRecipe, dataset: Dataset, indices: [Int]? = nil,
    augmentation: Augmentation = .none, seed: UInt64, resuming: (tensors: [String: Tensor], step: Int)? = nil,
    pool: ThreadPool, precision: Precision = .fast
  ) throws {
    try definition.validate()
    guard dataset.labels != nil else { throw FeatureNetworkError.noLabels(dataset.name) }
    guard dataset.pictureShape == definition.pictureShape else {
      throw FeatureNetworkError.pictures(found: dataset.pictureShape, expected: definition.pictureShape)
    }
    self.definition = definition
    self.recipe = recipe
    self.seed = seed
    self.pool = pool
    self.precision = precision
    let key = RandomKey(seed: seed).folded(0x636c_6173_7369_6679)
    batches = try BatchSampler(
      dataset: dataset, indices: indices, batchSize: recipe.batchSize, augmentation: augmentation, key: key.folded(1))
    totalSteps = recipe.steps(pictures: batches.count)
    variables = VariableStore()
    try definition.network.initialize(variables, key: key.folded(0))
    let program = try Self.program(definition, recipe)
    if let resuming {
      for (name, shape) in program.variables {
        guard let tensor = resuming.tensors[name] else { throw FeatureNetworkError.missingTensor(name) }
        guard tensor.shape == shape else {
          throw FeatureNetworkError.wrongShape(name, found: tensor.shape, expected: shape)
        }
        variables[name] = tensor
      }
    }
    step = resuming?.step ?? 0
    executor = try CPUExecutor(program, variables: variables, pool: pool, precision: precision)
  }

  private static func program(_ definition: FeatureNetwork, _ recipe: ClassifierRecipe) throws -> Program {
    let graph = Graph()
    let context = NetworkContext(graph: graph, mode: .training)
    let pictures = graph.input(Name.pictures, shape: Shape([recipe.batchSize] + definition.pictureShape.dimensions))
    let labels = graph.input(Name.labels, shape: [recipe.batchSize])
    let logits = try definition.network.apply(pictures, context: context)
    let loss = softmaxCrossEntropy(logits: logits, labels: labels)
    let parameters = try definition.network.parameters().filter(\.isTrainable)
    let values = parameters.map { graph.variable($0.name, shape: $0.shape) }
    let gradients = graph.gradients(of: loss, withRespectTo: values)
    recipe.optimizer.apply(
      to: graph, group: definition.network.name,
      parameters: zip(parameters, zip(values, gradients)).map { ($0.name, $1.0, $1.1) },
      learningRate: graph.input(Name.rate, shape: .scalar))
    context.assignUpdates()
    return try Program(
      graph, outputs: [Name.loss: loss, Name.accuracy: accuracy(logits: logits, labels: labels)])
  }

  /// What a training step was compiled to.
  public var plan: PlanDescription { executor.planDescription }

  public var isFinished: Bool { step >= totalSteps }

  /// Learns from one batch.
  ///
  /// - Throws: ``ClassifierDivergence`` where the loss is no finite number: the weights are then lost.
  public func advance() throws -> Metrics {
    let range = min(definition.black, definition.white)...max(definition.black, definition.white)
    try executor.withInput(Name.pictures) { batches.fill($0, step: step, range: range) }
    if definition.black > definition.white {
      try executor.withInput(Name.pictures) { buffer in
        for place in buffer.indices { buffer[place] = definition.black + definition.white - buffer[place] }
      }
    }
    try executor.withInput(Name.labels) { batches.fillLabels($0, step: step) }
    let rate = recipe.schedule.rate(atStep: step, of: totalSteps, base: recipe.optimizer.learningRate)
    try executor.withInput(Name.rate) { $0[0] = rate }
    executor.run(seed: seed, step: UInt64(step))
    step += 1
    let metrics = Metrics(
      step: step, loss: try executor.withOutput(Name.loss) { $0[0] },
      accuracy: try executor.withOutput(Name.accuracy) { $0[0] })
    guard metrics.loss.isFinite else { throw ClassifierDivergence(step: step) }
    return metrics
  }

  /// All variables: weights, moving statistics and what the optimiser remembers.
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
    try FeatureExtractor(definition, variables: variables, pool: pool, precision: precision)
  }
}

/// A classifier whose loss became infinite or no number.
public struct ClassifierDivergence: Error, Hashable, Sendable, CustomStringConvertible {
  public let step: Int

  public var description: String {
    "training came apart at step \(step): the loss is no longer a finite number. A lower learning rate often helps"
  }
}
