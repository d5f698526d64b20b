public import ArtGraph
import ArtNN
public import ArtTensor

/// Tunes a generator's weights so that certain points, the pivots, give exactly the images that are wanted there, while images
/// of other points stay about as they are.
///
/// Each step makes the images of some pivots more alike to theirs, and holds those of as many random points near them to what
/// the generator made of them before. Normalisation keeps its moving statistics.
///
/// Every step follows from the seed, its number and `tensors`: a tuning that goes on from these ends with the same bits as
/// one that never stopped.
/// Source: Roich et al. 2021, "Pivotal tuning for latent-based editing of real images", sections 3.2 and 3.3; here the latent
/// space takes the place of StyleGAN's W, and the discriminator's features that of LPIPS.
public final class PivotalTuner {
  private let checkpoint: Checkpoint
  private let settings: TuningSettings
  private let pivots: [[Float]]
  private let targets: [ProjectionTarget]
  private let features: [[[Float]]]
  private let variables: VariableStore
  private let executor: any Executor
  private let rows: Int
  private let seed: UInt64
  /// The number of steps done.
  public private(set) var step: Int

  private enum Name {
    static let pivots = "pivots", targets = "targets", classes = "classes", rate = "rate", loss = "loss"
    /// The generator as it was.
    static let original = "original."
  }

  /// The most pivots in a step.
  private static let mostRows = 8
  /// How far from a pivot its neighbours lie, in radii of the latent sphere.
  private static let distance: Float = 0.5
  /// How many steps the rate rises.
  private static let rampUp = 20.0
  private static let optimizer = Optimizer.adam(epsilon: 1e-8)

  /// The shapes of what a tuning of a model changes: the weights, and the optimiser's memory of them.
  ///
  /// - Throws: `LayerError` if the generator cannot be built.
  public static func shapes(of definition: ModelDefinition) throws -> [String: Shape] {
    let parameters = try definition.generator.parameters().filter(\.isTrainable)
    let all = parameters + optimizer.state(for: parameters, group: definition.generator.name)
    return Dictionary(all.map { ($0.name, $0.shape) }) { first, _ in first }
  }

  /// - Parameters:
  ///   - checkpoint: the model.
  ///   - settings: how it is tuned.
  ///   - pivots: points of the model before truncation, at least one.
  ///   - targets: the image of each.
  ///   - seed: decides the points nearby.
  ///   - resuming: `tensors` and ``step`` to go on from, with the tensors that ``shapes(of:)`` names; nil to begin anew.
  ///   - device: runs the programs.
  /// - Throws: `GraphError`, `LayerError` or `ExecutorError` if the networks do not fit together.
  public init(
    _ checkpoint: Checkpoint, settings: TuningSettings, pivots: [[Float]], targets: [ProjectionTarget], seed: UInt64,
    resuming: (tensors: [String: Tensor], step: Int)? = nil, device: any Device
  ) throws {
    precondition(!pivots.isEmpty && pivots.count == targets.count, "\(pivots.count) pivots, \(targets.count) targets")
    self.checkpoint = try checkpoint.weightsOnly()
    self.settings = settings
    (self.pivots, self.targets, self.seed) = (pivots, targets, seed)
    let definition = checkpoint.definition
    variables = try checkpoint.networkWeights(on: device)
    for parameter in try definition.generator.parameters() {
      variables[Name.original + parameter.name] = variables[parameter.name]
    }
    let measure =
      settings.loss.features > 0 ? try TargetFeatures(definition, variables: variables, device: device) : nil
    features = try targets.map { try measure?($0) ?? [] }
    rows = min(pivots.count, Self.mostRows)
    for (name, tensor) in resuming?.tensors ?? [:] { variables[name] = tensor }
    step = resuming?.step ?? 0
    executor = try device.makeExecutor(
      Self.program(definition, settings, rows: rows, device: device), variables: variables)
  }

  private static func program(
    _ definition: ModelDefinition, _ settings: TuningSettings, rows: Int, device: any Device
  ) throws -> Program {
    let graph = Graph(for: device)
    let context = NetworkContext(graph: graph, mode: .inference)
    let shape = definition.imageShape
    let classes = definition.classes.count
    let condition = classes == 0 ? nil : graph.input(Name.classes, shape: [rows, classes])
    let pivots = graph.input(Name.pivots, shape: [rows, definition.latent.size])
    let measure = settings.loss.features > 0 ? try DiscriminatorFeatures(definition.discriminator) : nil
    var loss = settings.loss
    loss.realism = 0
    let weights = graph.constant(1).broadcast(to: [rows, shape[0], shape[1], 1])

    func distance(_ images: Value, _ targets: Value, features: [Value]) throws -> Value {
      try ProjectionTerms(
        loss, of: definition, images: images, targets: targets, weights: weights,
        features: measure.map { ($0, features) }, condition: condition, context: context
      ).total.mean()
    }

    func drawn(_ points: Value) -> Value { points * Float(settings.truncation) }

    let images = try definition.generator.apply(drawn(pivots), condition: condition, context: context)
    let known = measure?.shapes.enumerated().map { index, shape in
      graph.input(TargetFeatures.name(index), shape: Shape([rows] + shape.dimensions))
    }
    var total = try distance(
      images, graph.input(Name.targets, shape: Shape([rows] + shape.dimensions)), features: known ?? [])
    if settings.locality > 0 {
      let nearby = drawn(neighbours(of: pivots, in: definition.latent))
      var original = definition.generator
      original.name = Name.original + original.name
      let before = try original.apply(nearby, condition: condition, context: context).stoppingGradient()
      let now = try definition.generator.apply(nearby, condition: condition, context: context)
      let features = try measure?(before, condition: condition, context: context).map { $0.stoppingGradient() }
      total = total + (try distance(now, before, features: features ?? [])) * Float(settings.locality)
    }
    let parameters = try definition.generator.parameters().filter(\.isTrainable)
    let values = parameters.map { graph.variable($0.name, shape: $0.shape) }
    let gradients = graph.gradients(of: total, withRespectTo: values)
    optimizer.apply(
      to: graph, group: definition.generator.name,
      parameters: zip(parameters, zip(values, gradients)).map { ($0, $1.0, $1.1) },
      learningRate: graph.input(Name.rate, shape: .scalar))
    return try Program(graph, outputs: [Name.loss: total])
  }

  /// Random points at a distance from others, brought back to where points usually lie.
  private static func neighbours(of pivots: Value, in space: LatentSpace) -> Value {
    let graph = pivots.graph
    let directions = graph.randomNormal(shape: pivots.shape, stream: graph.nextStream())
    let length = (directions.square().sum(axes: [1], keepingDimensions: true) + 1e-12).sqrt()
    // A cube's radius counts as that of the ball with its variance, 1/3 for each coordinate.
    let radius = Float(space.size).squareRoot() * (space.distribution == .normal ? 1 : 0.577_350_3)
    return space.typical(pivots + directions * ((distance * radius) / length))
  }

  /// What a step was compiled to.
  public var plan: PlanDescription { executor.planDescription }

  public var isFinished: Bool { step >= settings.steps }

  /// Does one step.
  ///
  /// - Returns: the loss before it.
  /// - Throws: ``SamplingError/notFinite(image:)`` where it is no finite number.
  @discardableResult
  public func advance() throws -> Float {
    let chosen = (0..<rows).map { (step * rows + $0) % pivots.count }
    let size = checkpoint.definition.latent.size
    try fill(Name.pivots, chosen.map { Array(pivots[$0].prefix(size)) })
    try fill(Name.targets, chosen.map { targets[$0].image })
    if executor.program.inputs[Name.classes] != nil {
      try fill(Name.classes, chosen.map { Array(pivots[$0].dropFirst(size)) })
    }
    for index in features[0].indices { try fill(TargetFeatures.name(index), chosen.map { features[$0][index] }) }
    try executor.withInput(Name.rate) { $0[0] = Float(settings.rate * share(ofRateAt: step)) }
    try executor.run(seed: SeedPurpose.generatorStep.key(of: seed).seed, step: UInt64(step))
    step += 1
    let loss = try executor.withOutput(Name.loss) { $0[0] }
    guard loss.isFinite else { throw SamplingError.notFinite(image: 0) }
    return loss
  }

  /// The share of the learning rate in a step. It rises at first: Adam's first steps are as long as the rate for every weight,
  /// however small its gradient, and would take the generator away from all that it knows. In the last third it falls:
  /// single steps no longer show.
  private func share(ofRateAt step: Int) -> Double {
    let left = Double(settings.steps - step) / Double(max(settings.steps, 1))
    return min(Double(step + 1) / Self.rampUp, 1, left * 3)
  }

  /// What the steps change: the weights, and the optimiser's memory of them.
  ///
  /// - Throws: `LayerError` if the generator cannot be built.
  public func tensors() throws -> [String: Tensor] {
    var tensors: [String: Tensor] = [:]
    for name in try Self.shapes(of: checkpoint.definition).keys { tensors[name] = variables[name] }
    return tensors
  }

  private func fill(_ input: String, _ rows: [[Float]]) throws {
    try executor.withInput(input) { buffer in
      for (row, numbers) in rows.enumerated() {
        for (place, number) in numbers.enumerated() { buffer[row * numbers.count + place] = number }
      }
    }
  }

  /// The model as it is now: weights alone.
  ///
  /// - Throws: ``CheckpointError`` where a weight is no finite number.
  public func tuned() throws -> Checkpoint {
    var tuned = checkpoint
    for name in tuned.tensors.keys { if let tensor = variables[name] { tuned.tensors[name] = tensor } }
    return try Checkpoint(definition: tuned.definition, state: nil, tensors: tuned.tensors)
  }
}
