import ArtGraph
import ArtNN
import ArtTensor

/// Moves latent points until their images are like given ones: a batch of searches side by side, which do not influence each
/// other, each with a target of its own.
///
/// Each step is one of Adam on the sphere that latent points usually lie near: along the part of the gradient that is tangent
/// to it, and then back to it (uniform points stay in their cube instead). Of each search the best point is kept.
final class LatentSearch {
  /// Where a search begins, and what it looks for.
  struct Start {
    /// A point of the model.
    var point: [Float]
    var target: ProjectionTarget
    /// The target's features; empty where the loss does not look at them.
    var features: [[Float]]
  }

  /// What a search has come to.
  struct Found {
    var point: [Float]
    /// The whole loss.
    var loss: Float
    /// The difference of pixels alone, black and white being 1 apart.
    var pixels: Float
  }

  let rows: Int
  private let definition: ModelDefinition
  private let variables: VariableStore
  private let executor: any Executor
  private let featureCount: Int

  private enum Name {
    static let targets = "targets", weights = "weights", classes = "classes", rate = "rate"
    static let total = "total", pixels = "pixels"
  }

  private var latents: String { "search.\(rows).latents" }

  /// - Parameters:
  ///   - settings: what is made small, and the truncation.
  ///   - variables: holds both networks' weights.
  ///   - rows: how many searches run side by side.
  /// - Throws: `GraphError`, `LayerError` or `ExecutorError` if the networks do not fit together.
  init(
    _ definition: ModelDefinition, _ settings: ProjectionSettings, variables: VariableStore, rows: Int,
    device: any Device, scratch: any ScratchMemory
  ) throws {
    self.definition = definition
    self.variables = variables
    self.rows = rows
    let features = settings.loss.features > 0 ? try DiscriminatorFeatures(definition.discriminator) : nil
    featureCount = features?.shapes.count ?? 0
    executor = try device.makeExecutor(
      Self.program(definition, settings, features, rows: rows, latents: "search.\(rows).latents", device: device),
      variables: variables, scratch: scratch)
  }

  private static func program(
    _ definition: ModelDefinition, _ settings: ProjectionSettings, _ measure: DiscriminatorFeatures?, rows: Int,
    latents: String, device: any Device
  ) throws -> Program {
    let graph = Graph(for: device)
    let context = NetworkContext(graph: graph, mode: .inference)
    let space = definition.latent
    let shape = definition.imageShape
    let points = graph.variable(latents, shape: [rows, space.size])
    let classes = definition.classes.count
    let condition = classes == 0 ? nil : graph.input(Name.classes, shape: [rows, classes])
    let images = try definition.generator.apply(
      points * Float(settings.truncation), condition: condition, context: context)
    let known = measure.map { measure in
      (
        measure,
        measure.shapes.enumerated().map { index, shape in
          graph.input(TargetFeatures.name(index), shape: Shape([rows] + shape.dimensions))
        }
      )
    }
    let terms = try ProjectionTerms(
      settings.loss, of: definition, images: images,
      targets: graph.input(Name.targets, shape: Shape([rows] + shape.dimensions)),
      weights: graph.input(Name.weights, shape: [rows, shape[0], shape[1], 1]), features: known, condition: condition,
      context: context)
    // The sum: no search's gradient depends on another.
    let gradient = graph.gradients(of: terms.total.sum(), withRespectTo: [points])[0]
    let specification = ParameterSpec(name: latents, role: .embedding, shape: points.shape, initializer: .zeros)
    Optimizer.adam(beta1: 0.9, beta2: 0.99, epsilon: 1e-8).apply(
      to: graph, group: latents, parameters: [(specification, points, space.tangent(gradient, at: points))],
      learningRate: graph.input(Name.rate, shape: .scalar), constraint: space.typical)
    return try Program(graph, outputs: [Name.total: terms.total, Name.pixels: terms.pixels])
  }

  /// What the search was compiled to.
  var plan: PlanDescription { executor.planDescription }

  /// Searches.
  ///
  /// - Parameters:
  ///   - starts: at most ``rows``.
  ///   - rates: the learning rate of each step, as long as the search.
  ///   - advance: called behind each step; it may throw to stop.
  /// - Returns: the best point of each search, in the order of the starts.
  /// - Throws: ``SamplingError/notFinite(image:)`` where a loss is no finite number, and what `advance` throws.
  func callAsFunction(_ starts: [Start], rates: [Float], advance: () throws -> Void) throws -> [Found] {
    try begin(starts)
    var found: [Found] = []
    // Once more without moving: the last point has not been looked at yet.
    for rate in rates + [0] {
      let points = variables[latents]?.scalars ?? []
      try executor.withInput(Name.rate) { $0[0] = rate }
      try executor.run()
      let totals = try executor.withOutput(Name.total) { Array($0) }
      let pixels = try executor.withOutput(Name.pixels) { Array($0) }
      for row in starts.indices {
        guard totals[row].isFinite else { throw SamplingError.notFinite(image: row) }
        if row < found.count, totals[row] >= found[row].loss { continue }
        let size = definition.latent.size
        let point = Array(points[(row * size)..<((row + 1) * size)]) + starts[row].point.dropFirst(size)
        let better = Found(point: point, loss: totals[row], pixels: pixels[row])
        if row < found.count { found[row] = better } else { found.append(better) }
      }
      try advance()
    }
    return found
  }

  /// Puts points and targets where the program reads them, and lets the optimiser begin anew. Rows without a search repeat
  /// the last one.
  private func begin(_ starts: [Start]) throws {
    precondition(!starts.isEmpty && starts.count <= rows, "\(starts.count) searches in \(rows) rows")
    let size = definition.latent.size
    let all = (0..<rows).map { starts[min($0, starts.count - 1)] }
    for name in executor.program.variables.keys where name.hasPrefix("optimizer.") {
      if let shape = variables.shape(of: name) { variables[name] = .zeros(shape) }
    }
    variables[latents] = Tensor(shape: [rows, size], scalars: all.flatMap { $0.point.prefix(size) })
    try fill(Name.targets, all.lazy.map(\.target.image))
    try fill(Name.weights, all.lazy.map(\.target.weights))
    if executor.program.inputs[Name.classes] != nil {
      try fill(Name.classes, all.lazy.map { Array($0.point.dropFirst(size)) })
    }
    for index in 0..<featureCount { try fill(TargetFeatures.name(index), all.lazy.map { $0.features[index] }) }
  }

  private func fill(_ input: String, _ rows: some Sequence<[Float]>) throws {
    try executor.withInput(input) { buffer in
      var place = 0
      for row in rows {
        for number in row {
          buffer[place] = number
          place += 1
        }
      }
    }
  }
}
