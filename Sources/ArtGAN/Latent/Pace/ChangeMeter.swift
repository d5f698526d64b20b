public import ArtGraph
import ArtNN
import ArtTensor

/// Measures how much a model's images change from point to point: makes each image and compares it with the one before, all
/// on the device.
///
/// Like the ``Sampler`` it runs on batches of one size; the same points give the same bits on any number of threads.
public final class ChangeMeter {
  public let definition: ModelDefinition
  private let executor: any Executor
  private let measures: Int

  /// Images at a time. The last of a batch is the first of the next, to be compared with what follows.
  public static let batchSize = 16

  private static let latents = "latents"
  private static let classes = "classes"

  /// - Parameters:
  ///   - checkpoint: the model, with its discriminator for ``VisualDistance/features``.
  ///   - distance: by what images are compared.
  ///   - device: runs the programs.
  /// - Throws: ``ModelError``, `LayerError` or `GraphError` if the networks cannot be built.
  public init(_ checkpoint: Checkpoint, by distance: VisualDistance, device: any Device) throws {
    definition = checkpoint.definition
    try definition.checkSampling()
    let variables = try checkpoint.generatorWeights(on: device)
    let generator = try definition.sampledGenerator(in: variables)
    let (program, measures) = try Self.program(definition, generator, by: distance, on: device)
    self.measures = measures
    for name in try definition.discriminator.parameters().map(\.name) { variables[name] = checkpoint.tensors[name] }
    executor = try device.makeExecutor(program, variables: variables)
  }

  /// The memory that a meter takes on a device besides the weights, found without taking any.
  ///
  /// - Throws: ``ModelError``, `LayerError` or `GraphError` if the networks cannot be built.
  public static func memory(
    of definition: ModelDefinition, by distance: VisualDistance, on device: any Device
  ) throws -> PlanMemory {
    try device.memory(of: program(definition, definition.generator, by: distance, on: device).program)
  }

  private static func program(
    _ definition: ModelDefinition, _ generator: Network, by distance: VisualDistance, on device: any Device
  ) throws -> (program: Program, measures: Int) {
    try definition.validate()
    let graph = Graph(for: device)
    let points = graph.input(latents, shape: [batchSize, definition.latent.size])
    let classCount = definition.classes.count
    let condition = classCount == 0 ? nil : graph.input(classes, shape: [batchSize, classCount])
    let context = NetworkContext(graph: graph, mode: .inference)
    let images = try generator.apply(points, condition: condition, context: context)
    // The layers that the parts have in common are the same nodes of the graph, and run once.
    let compared =
      switch distance {
      case .features:
        try definition.featureParts().map { try $0.apply(images, condition: condition, context: context) }
      case .pixels: [images]
      }
    var outputs: [String: Value] = [:]
    for (number, value) in compared.enumerated() {
      let flat = value.reshaped(to: [batchSize, value.shape.count / batchSize])
      let sizes = [batchSize - 1, flat.shape[1]]
      let step = flat.sliced(starts: [1, 0], sizes: sizes) - flat.sliced(starts: [0, 0], sizes: sizes)
      outputs["change \(number)"] = step.square().mean(axes: [1])
    }
    return (try Program(graph, outputs: outputs), compared.count)
  }

  /// What the networks were compiled to.
  public var plan: PlanDescription { executor.planDescription }

  /// The mean squared change from each point's image to that of the next, by each measure: `points − 1` rows.
  ///
  /// - Parameters:
  ///   - count: how many points there are.
  ///   - point: each of them; see ``ModelDefinition/point(seed:index:label:)``.
  ///   - advance: called after each batch with the number of steps measured; it may throw to stop.
  /// - Throws: ``SamplingError`` for a point of the wrong size or images that are not finite, and what `advance` throws.
  public func changes(
    alongPoints count: Int, _ point: (Int) -> [Float], advance: (_ done: Int) throws -> Void = { _ in }
  ) throws -> [[Float]] {
    var rows: [[Float]] = []
    rows.reserveCapacity(max(count - 1, 0))
    while rows.count < count - 1 {
      let first = rows.count
      let own = min(Self.batchSize, count - first)
      for place in 0..<Self.batchSize { try fill(place, with: point(first + min(place, own - 1))) }
      try executor.run()
      var columns: [[Float]] = []
      for number in 0..<measures {
        columns.append(try executor.withOutput("change \(number)") { Array($0.prefix(own - 1)) })
      }
      for row in 0..<own - 1 {
        let values = columns.map { $0[row] }
        guard values.allSatisfy(\.isFinite) else { throw SamplingError.notFinite(image: first + row) }
        rows.append(values)
      }
      try advance(rows.count)
    }
    return rows
  }

  private func fill(_ place: Int, with point: [Float]) throws {
    let size = definition.latent.size
    guard point.count == definition.pointSize else {
      throw SamplingError.latentSize(found: point.count, expected: definition.pointSize)
    }
    try executor.withInput(Self.latents) { buffer in
      for (index, number) in point[..<size].enumerated() { buffer[place * size + index] = number }
    }
    let classCount = definition.classes.count
    guard classCount > 0 else { return }
    try executor.withInput(Self.classes) { buffer in
      for (index, number) in point[size...].enumerated() { buffer[place * classCount + index] = number }
    }
  }
}
