public import ArtGraph
public import ArtMetrics
import ArtNN
public import ArtTensor

/// Looks at pictures with a feature network: moving statistics, no dropout.
///
/// The network always runs on batches of one size. Picture n takes place n modulo that size, and the places do not
/// influence each other: its features are the same bits whatever pictures stand beside it.
public final class FeatureExtractor {
  public let definition: FeatureNetwork
  /// The number of features of a picture.
  public let featureCount: Int
  private let executor: CPUExecutor

  /// What a network says of pictures.
  public struct Answer: Hashable, Sendable {
    /// `[pictures, features]`.
    public var features: FeatureMatrix
    /// `[pictures, classes]`, each row with the sum 1; `nil` for a network without classes.
    public var probabilities: FeatureMatrix?

    public init(features: FeatureMatrix, probabilities: FeatureMatrix? = nil) {
      self.features = features
      self.probabilities = probabilities
    }
  }

  private static let batchSize = 64
  private static let input = "pictures"
  private static let features = "features"
  private static let probabilities = "probabilities"

  /// - Throws: `LayerError` or `GraphError` if the network cannot be built; a valid definition can.
  public convenience init(
    _ trained: TrainedFeatureNetwork, pool: ThreadPool, precision: Precision = .fast
  ) throws {
    let variables = VariableStore()
    for (name, tensor) in trained.tensors { variables[name] = tensor }
    try self.init(trained.definition, variables: variables, pool: pool, precision: precision)
  }

  /// An extractor on weights that may still change: they are read at each use.
  init(
    _ definition: FeatureNetwork, variables: VariableStore, pool: ThreadPool, precision: Precision
  ) throws {
    self.definition = definition
    featureCount = try definition.featureCount()
    let graph = Graph()
    let pictures = graph.input(Self.input, shape: Shape([Self.batchSize] + definition.pictureShape.dimensions))
    let context = NetworkContext(graph: graph, mode: .inference)
    // The layers that both have in common are the same nodes of the graph, and run once.
    let inner = try definition.featurePart.apply(pictures, context: context)
    var outputs = [Self.features: inner.reshaped(to: [Self.batchSize, featureCount])]
    if !definition.classNames.isEmpty {
      outputs[Self.probabilities] = softmax(try definition.network.apply(pictures, context: context))
    }
    executor = try CPUExecutor(Program(graph, outputs: outputs), variables: variables, pool: pool, precision: precision)
  }

  /// What the network was compiled to.
  public var plan: PlanDescription { executor.planDescription }

  /// Looks at pictures.
  ///
  /// - Parameters:
  ///   - pictures: of the network's ``FeatureNetwork/pictureShape``.
  ///   - advance: called after each batch with the number of pictures done; it may throw to stop.
  /// - Throws: ``FeatureNetworkError/pictures(found:expected:)`` for pictures of another shape, `MetricsError` where the
  ///   network answers with what is no number, and what `advance` throws.
  public func callAsFunction(_ pictures: PictureSet, advance: (_ done: Int) throws -> Void = { _ in }) throws -> Answer
  {
    let shape: Shape = [pictures.height, pictures.width, pictures.channels]
    guard shape == definition.pictureShape else {
      throw FeatureNetworkError.pictures(found: shape, expected: definition.pictureShape)
    }
    let classes = definition.classNames.count
    var features: [Float] = []
    var probabilities: [Float] = []
    features.reserveCapacity(pictures.count * featureCount)
    let scale = (0..<256).map { definition.black + (definition.white - definition.black) * Float($0) / 255 }
    for start in stride(from: 0, to: pictures.count, by: Self.batchSize) {
      let count = min(Self.batchSize, pictures.count - start)
      let bytes = pictures.pixels[(start * shape.count)..<((start + count) * shape.count)]
      try executor.withInput(Self.input) { buffer in
        buffer.update(repeating: 0)
        for (place, byte) in bytes.enumerated() { buffer[place] = scale[Int(byte)] }
      }
      executor.run()
      try executor.withOutput(Self.features) { features += $0.prefix(count * featureCount) }
      if classes > 0 { try executor.withOutput(Self.probabilities) { probabilities += $0.prefix(count * classes) } }
      try advance(start + count)
    }
    return Answer(
      features: try FeatureMatrix(rows: pictures.count, columns: featureCount, values: features),
      probabilities: classes > 0
        ? try FeatureMatrix(rows: pictures.count, columns: classes, values: probabilities) : nil)
  }

  /// The share of labelled pictures whose class is the network's first choice.
  ///
  /// - Parameters:
  ///   - pictures: the pictures.
  ///   - labels: their classes, numbers of ``FeatureNetwork/classNames``.
  /// - Precondition: there are as many labels as pictures.
  public func accuracy(_ pictures: PictureSet, labels: [Int]) throws -> Double {
    precondition(pictures.count == labels.count, "\(labels.count) labels for \(pictures.count) pictures")
    guard let table = try self(pictures).probabilities, table.rows > 0 else { return 0 }
    let right = labels.indices.count { row in
      let answers = table.values[(row * table.columns)..<((row + 1) * table.columns)]
      let best = answers.indices.max { answers[$0] < answers[$1] } ?? 0
      return best - row * table.columns == labels[row]
    }
    return Double(right) / Double(table.rows)
  }
}
