public import ArtGraph
import ArtNN
import ArtTensor

/// Computes the features of images with a feature network: moving statistics, no dropout.
///
/// The network always runs on batches of one size. Image n takes place n modulo that size, and the places do not
/// influence each other: its features are the same bits whatever images stand beside it.
public final class FeatureExtractor {
  public let definition: FeatureNetwork
  /// The number of features of an image.
  public let featureCount: Int
  private let executor: any Executor

  /// What a network says of images.
  public struct Answer: Hashable, Sendable {
    /// `[images, features]`.
    public var features: FeatureMatrix
    /// `[images, classes]`, each row with the sum 1; `nil` for a network without classes.
    public var probabilities: FeatureMatrix?

    public init(features: FeatureMatrix, probabilities: FeatureMatrix? = nil) {
      self.features = features
      self.probabilities = probabilities
    }
  }

  private static let batchSize = 64
  private static let input = "images"
  private static let features = "features"
  private static let probabilities = "probabilities"

  /// - Throws: `LayerError` or `GraphError` if the network cannot be built; a valid definition can.
  public convenience init(
    _ trained: TrainedFeatureNetwork, device: any Device
  ) throws {
    let variables = device.makeVariables()
    for (name, tensor) in trained.tensors { variables[name] = tensor }
    try self.init(trained.definition, variables: variables, device: device)
  }

  /// An extractor on weights that may still change: they are read at each use.
  init(
    _ definition: FeatureNetwork, variables: VariableStore, device: any Device
  ) throws {
    self.definition = definition
    featureCount = try definition.featureCount()
    executor = try device.makeExecutor(Self.program(definition, on: device), variables: variables)
  }

  private static func program(_ definition: FeatureNetwork, on device: any Device) throws -> Program {
    let graph = Graph(for: device)
    let images = graph.input(input, shape: Shape([batchSize] + definition.imageShape.dimensions))
    let context = NetworkContext(graph: graph, mode: .inference)
    // The layers that both have in common are the same nodes of the graph, and run once.
    let inner = try definition.featurePart.apply(images, context: context)
    var outputs = [features: inner.reshaped(to: [batchSize, try definition.featureCount()])]
    if !definition.classNames.isEmpty {
      outputs[probabilities] = softmax(try definition.network.apply(images, context: context))
    }
    return try Program(graph, outputs: outputs)
  }

  /// The memory that an extractor takes on a device, found without taking any.
  ///
  /// - Throws: `LayerError` or `GraphError` if the network cannot be built.
  public static func memory(of definition: FeatureNetwork, on device: any Device) throws -> PlanMemory {
    try device.memory(of: program(definition, on: device))
  }

  /// What the network was compiled to.
  public var plan: PlanDescription { executor.planDescription }

  /// Computes the features of images.
  ///
  /// - Parameters:
  ///   - images: of the network's ``FeatureNetwork/imageShape``.
  ///   - advance: called after each batch with the number of images done; it may throw to stop.
  /// - Throws: ``FeatureNetworkError/images(found:expected:)`` for images of another shape, `MetricsError` where the
  ///   network answers with what is no number, and what `advance` throws.
  public func callAsFunction(_ images: ImageSet, advance: (_ done: Int) throws -> Void = { _ in }) throws -> Answer {
    let shape: Shape = [images.height, images.width, images.channels]
    guard shape == definition.imageShape else {
      throw FeatureNetworkError.images(found: shape, expected: definition.imageShape)
    }
    let classes = definition.classNames.count
    var features: [Float] = []
    var probabilities: [Float] = []
    features.reserveCapacity(images.count * featureCount)
    let scale = (0..<256).map { definition.black + (definition.white - definition.black) * Float($0) / 255 }
    for start in stride(from: 0, to: images.count, by: Self.batchSize) {
      let count = min(Self.batchSize, images.count - start)
      let bytes = images.pixels[(start * shape.count)..<((start + count) * shape.count)]
      try executor.withInput(Self.input) { buffer in
        buffer.update(repeating: 0)
        for (place, byte) in bytes.enumerated() { buffer[place] = scale[Int(byte)] }
      }
      try executor.run()
      try executor.withOutput(Self.features) { features += $0.prefix(count * featureCount) }
      if classes > 0 { try executor.withOutput(Self.probabilities) { probabilities += $0.prefix(count * classes) } }
      try advance(start + count)
    }
    return Answer(
      features: try FeatureMatrix(rows: images.count, columns: featureCount, values: features),
      probabilities: classes > 0
        ? try FeatureMatrix(rows: images.count, columns: classes, values: probabilities) : nil)
  }

  /// The share of labelled images whose class gets the highest probability.
  ///
  /// - Parameters:
  ///   - images: the images.
  ///   - labels: their classes, numbers of ``FeatureNetwork/classNames``.
  /// - Precondition: there are as many labels as images.
  public func accuracy(_ images: ImageSet, labels: [Int]) throws -> Double {
    precondition(images.count == labels.count, "\(labels.count) labels for \(images.count) images")
    guard let table = try self(images).probabilities, table.rows > 0 else { return 0 }
    let right = labels.indices.count { row in
      let answers = table.values[(row * table.columns)..<((row + 1) * table.columns)]
      let best = answers.indices.max { answers[$0] < answers[$1] } ?? 0
      return best - row * table.columns == labels[row]
    }
    return Double(right) / Double(table.rows)
  }
}
