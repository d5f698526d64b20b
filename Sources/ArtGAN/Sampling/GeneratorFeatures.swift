public import ArtGraph
import ArtNN
import ArtTensor

/// What the first layers of a model's generator make of latent points, in inference mode.
public final class GeneratorFeatures {
  /// How far into the generator.
  public enum Depth: Hashable, Sendable {
    /// With the first layer of weights, before anything bends what it gives: a linear map of the point.
    case firstWeights
    /// All that the second layer of weights is given.
    case firstFeatures
  }

  /// The number of features of a point.
  public let count: Int
  private let definition: ModelDefinition
  private let takesClasses: Bool
  private let executor: any Executor

  private static let input = "latents"
  private static let classInput = "classes"
  private static let output = "features"
  private static let batchSize = 16

  /// - Parameters:
  ///   - checkpoint: the model; averaged weights where there are some.
  ///   - depth: where the features are taken.
  ///   - device: runs the layers.
  /// - Throws: `LayerError` or `GraphError` if the layers cannot be built.
  public init(_ checkpoint: Checkpoint, _ depth: Depth, device: any Device) throws {
    definition = checkpoint.definition
    try definition.checkSampling()
    let variables = try checkpoint.generatorWeights(on: device)
    var network = try definition.sampledGenerator(in: variables)
    network.layers = Array(network.layers.prefix(try network.length(to: depth)))
    count = try network.outputShape().count
    takesClasses = !network.conditionSizes.isEmpty
    let graph = Graph(for: device)
    let latents = graph.input(Self.input, shape: [Self.batchSize, definition.latent.size])
    let classes =
      takesClasses ? graph.input(Self.classInput, shape: [Self.batchSize, definition.classes.count]) : nil
    let context = NetworkContext(graph: graph, mode: .inference)
    let features = try network.apply(latents, condition: classes, context: context)
    executor = try device.makeExecutor(Program(graph, outputs: [Self.output: features]), variables: variables)
  }

  /// The number of features of a point of a model whose weights are not known.
  ///
  /// - Throws: `LayerError` if the layers cannot be built.
  public static func count(in model: ModelDefinition, _ depth: Depth) throws -> Int {
    var network = model.generator
    network.layers = Array(network.layers.prefix(try network.length(to: depth)))
    return try network.outputShape().count
  }

  /// The features of each point, one row after the other.
  ///
  /// - Parameter points: points of the model; see ``ModelDefinition/point(seed:index:label:)``.
  /// - Throws: ``SamplingError/latentSize(found:expected:)``, or what running the layers throws.
  public func rows(of points: [[Float]]) throws -> [Float] {
    var rows: [Float] = []
    rows.reserveCapacity(points.count * count)
    for start in stride(from: 0, to: points.count, by: Self.batchSize) {
      let batch = points[start..<min(start + Self.batchSize, points.count)]
      for point in batch where point.count != definition.pointSize {
        throw SamplingError.latentSize(found: point.count, expected: definition.pointSize)
      }
      try fill(Self.input, batch.map { $0.prefix(definition.latent.size) })
      if takesClasses { try fill(Self.classInput, batch.map { $0.dropFirst(definition.latent.size) }) }
      try executor.run()
      try executor.withOutput(Self.output) { rows += $0[..<(batch.count * count)] }
    }
    return rows
  }

  private func fill(_ name: String, _ rows: [ArraySlice<Float>]) throws {
    try executor.withInput(name) { buffer in
      buffer.update(repeating: 0)
      var place = 0
      for number in rows.joined() {
        buffer[place] = number
        place += 1
      }
    }
  }
}

extension Network {
  /// How many of the layers lead to a depth; all of them where there is no second layer of weights.
  fileprivate func length(to depth: GeneratorFeatures.Depth) throws(LayerError) -> Int {
    var (shape, found) = (inputShape, 0)
    for (index, layer) in layers.enumerated() {
      if try layer.parameters(for: shape).contains(where: { $0.role == .kernel }) {
        found += 1
        if depth == .firstWeights { return index + 1 }
        if found == 2 { return index }
      }
      shape = try layer.outputShape(for: shape)
    }
    return layers.count
  }
}
