import ArtCPU
import ArtGraph
import ArtNN
import ArtTensor
import Testing

@testable import ArtGAN

@Suite("Images are found in latent space")
struct LatentProjectorTests {
  /// A small model with the weights that a training begins with.
  private func model(
    _ distribution: LatentDistribution = .normal, classes: Int = 0
  ) throws -> Checkpoint {
    let shape: Shape = [6, 6, 1]
    var definition = ModelDefinition(
      id: "small", imageShape: shape, latent: LatentSpace(size: 6, distribution: distribution), pixelRange: .signed,
      generator: Network(
        name: "generator", inputShape: [6],
        [
          Dense(units: 36, kernelInitializer: .normal(mean: 0, standardDeviation: 0.7)), Reshape(to: [6, 6, 1]),
          BatchNorm(),
          Conv2D(
            filters: 4, kernelSize: 3, padding: .same, kernelInitializer: .normal(mean: 0, standardDeviation: 0.4)),
          LeakyReLU(slope: 0.3), Conv2D(filters: 1, kernelSize: 3, padding: .same), Tanh(),
        ]),
      discriminator: Network(
        name: "discriminator", inputShape: shape,
        [
          Conv2D(filters: 4, kernelSize: 3, strides: 2, padding: .same), LeakyReLU(slope: 0.3), Flatten(),
          Dense(units: 1),
        ]),
      recipe: TrainingRecipe(
        loss: .nonSaturating, generatorOptimizer: .adam(), discriminatorOptimizer: .adam(), batchSize: 2,
        budget: .steps(1)))
    if classes > 0 {
      definition.conditioning = ClassConditioning(.embedding, embeddingSize: 4)
      definition = try definition.conditioned(
        on: (0..<classes).map { ImageClass(name: "class \($0)", count: 1) })
    }
    let variables = CPUDevice(threads: 1).makeVariables()
    for network in [definition.generator, definition.discriminator] {
      try network.initialize(variables, key: SeedPurpose.generatorWeights.key(of: 5))
    }
    let names = try definition.weightShapes().keys
    return try Checkpoint(
      definition: definition, state: nil,
      tensors: Dictionary(uniqueKeysWithValues: names.compactMap { name in variables[name].map { (name, $0) } }))
  }

  /// The images of points, as targets.
  private func targets(_ model: Checkpoint, _ points: [[Float]]) throws -> [ProjectionTarget] {
    var targets: [ProjectionTarget] = []
    try Sampler(model, device: CPUDevice(threads: 1)).forEachRaw(points) { _, image in
      targets.append(ProjectionTarget(image: Array(image), shape: model.definition.imageShape))
    }
    return targets
  }

  private func search(
    _ model: Checkpoint, _ targets: [ProjectionTarget], steps: Int = 150, threads: Int = 1, count: Int? = nil
  ) throws -> [(found: [ProjectedPoint], starts: [Float])] {
    let projector = try LatentProjector(
      model, settings: ProjectionSettings(starts: 8, kept: 3, steps: steps), targets: count ?? targets.count,
      device: CPUDevice(threads: threads))
    return try projector.search(targets, seed: 3) {}
  }

  @Test("the model's own ones nearly as they are", arguments: LatentDistribution.allCases)
  func ownImages(distribution: LatentDistribution) throws {
    let model = try model(distribution)
    let points = [UInt64](7...8).map { model.definition.point(seed: $0).map { $0 * 0.9 } }
    for result in try search(model, targets(model, points)) {
      let best = try #require(result.found.first)
      // The images are made a little inside of the sphere.
      #expect(best.pixels < 0.05)
      #expect(result.starts.count == 8)
      #expect(result.found.count == 3)
      #expect(result.found.map(\.loss) == result.found.map(\.loss).sorted())
      #expect(best.loss <= result.starts.min() ?? 0)
      switch distribution {
      case .normal: #expect(abs(best.point.reduce(0) { $0 + $1 * $1 } - 6) < 1e-3)
      case .uniform: #expect(best.point.allSatisfy { (-1..<1).contains($0) })
      }
    }
  }

  @Test("and with them their class")
  func classes() throws {
    let model = try model(classes: 3)
    for label in 0..<3 {
      let point = model.definition.point(seed: 20, label: label)
      let targets = try targets(model, [point])
      let best = try #require(try search(model, targets).first?.found.first)
      #expect(best.point.suffix(3) == point.suffix(3))
      // A class that is given is not looked for.
      var given = targets[0]
      given.label = (label + 1) % 3
      let other = try #require(try search(model, [given], steps: 10).first?.found.first)
      #expect(other.point.suffix(3) == model.definition.weights(ofClass: (label + 1) % 3)[...])
    }
  }

  @Test("whatever is looked for beside them, on any number of threads")
  func places() throws {
    let model = try model()
    let targets = try targets(model, (1...3).map { model.definition.point(seed: $0) })
    let both = try search(model, [targets[0], targets[1]], steps: 20)
    let others = try search(model, [targets[0], targets[2]], steps: 20, threads: 3)
    #expect(both[0].found == others[0].found)
    #expect(both[0].starts == others[0].starts)
    // A group that is not full.
    #expect(try search(model, [targets[0]], steps: 20, count: 2)[0].found == both[0].found)
  }

  @Test("a search can be stopped")
  func stops() throws {
    struct Stop: Error {}
    let model = try model()
    let projector = try LatentProjector(
      model, settings: ProjectionSettings(starts: 4, kept: 2, steps: 20), targets: 1, device: CPUDevice(threads: 1))
    var steps = 0
    _ = try projector.search(targets(model, [model.definition.point(seed: 1)]), seed: 1) { steps += 1 }
    #expect(steps == projector.settings.steps(ofGroup: 1))
    #expect(throws: Stop.self) {
      try projector.search(targets(model, [model.definition.point(seed: 1)]), seed: 1) { throw Stop() }
    }
  }

  /// How far the images of points are from targets, on average.
  private func distance(_ model: Checkpoint, _ points: [[Float]], _ targets: [ProjectionTarget]) throws -> Float {
    let found = try self.targets(model, points)
    let differences = zip(found, targets).flatMap { zip($0.image, $1.image).map { abs($0 - $1) } }
    return differences.reduce(0, +) / Float(differences.count)
  }

  @Test("a tuned model makes them exactly, and others about as before")
  func tuning() throws {
    let model = try model()
    let pivots = (1...2).map { model.definition.point(seed: $0) }
    let wanted = try targets(model, (5...6).map { model.definition.point(seed: $0) })
    let others = (0..<40).map { model.definition.point(seed: 1, index: UInt64($0) + 1) }
    let before = try targets(model, others)
    func tuned(locality: Double, threads: Int = 1) throws -> Checkpoint {
      let tuner = try PivotalTuner(
        model, settings: TuningSettings(steps: 120, rate: 0.01, locality: locality), pivots: pivots, targets: wanted,
        seed: 1, device: CPUDevice(threads: threads))
      while !tuner.isFinished { try tuner.advance() }
      return try tuner.tuned()
    }
    let (free, held) = (try tuned(locality: 0), try tuned(locality: 4))
    let start = try distance(model, pivots, wanted)
    #expect(try distance(free, pivots, wanted) < start / 3)
    #expect(try distance(held, pivots, wanted) < start)
    #expect(try distance(held, others, before) < distance(free, others, before) * 0.8)
    #expect(try tuned(locality: 4, threads: 3) == held)
    // Of the rest nothing has changed.
    for (name, tensor) in held.tensors where name.hasPrefix("discriminator") || name.contains("moving") {
      #expect(tensor == model.tensors[name])
    }
  }

  @Test("a tuning that goes on ends with the same bits", arguments: [1, 7, 12])
  func resuming(step: Int) throws {
    let model = try model(classes: 2)
    let pivots = (1...2).map { model.definition.point(seed: $0) }
    let wanted = try targets(model, (5...6).map { model.definition.point(seed: $0) })
    func tuner(_ resuming: (tensors: [String: Tensor], step: Int)? = nil, threads: Int) throws -> PivotalTuner {
      try PivotalTuner(
        model, settings: TuningSettings(steps: 12, rate: 0.01), pivots: pivots, targets: wanted, seed: 1,
        resuming: resuming, device: CPUDevice(threads: threads))
    }
    let whole = try tuner(threads: 1)
    while !whole.isFinished { try whole.advance() }
    let first = try tuner(threads: 3)
    for _ in 0..<step { try first.advance() }
    let tensors = try first.tensors()
    #expect(try tensors.mapValues(\.shape) == PivotalTuner.shapes(of: model.definition))
    let second = try tuner((tensors, step), threads: 2)
    #expect(second.step == step)
    while !second.isFinished { try second.advance() }
    #expect(try second.tuned() == whole.tuned())
  }
}
