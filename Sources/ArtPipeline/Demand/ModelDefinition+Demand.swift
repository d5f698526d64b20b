import ArtSettings
import ArtGAN
import ArtGraph
import ArtNN
import ArtTensor

/// What a model takes in memory and on the disk. `docs/limits.md` says what is counted, and how near measured peaks are.
struct ModelDemand {
  let model: ModelDefinition
  /// The network that images come from.
  private let generator: NetworkFootprint
  /// All that learn with it, itself included; of most models it is alone.
  private let generators: NetworkFootprint
  /// All that judge images.
  private let discriminator: NetworkFootprint

  /// Bytes of a number.
  private static let size = 4.0
  /// Of models that are not planned, the share of all results that is in memory at once: some are computed again, some
  /// written over. Measured.
  private static let kept = 0.55
  /// Where the images, and with them the classes, are not known: as many as there are digits.
  private static let usualClasses = 10

  /// nil for a model whose networks cannot be built; its validation says why.
  init?(_ model: ModelDefinition) {
    let model = Self.withClasses(model)
    guard let generator = try? model.generator.footprint(), let generators = NetworkFootprint(model.generatorNetworks),
      let discriminator = NetworkFootprint(model.discriminatorNetworks)
    else { return nil }
    self.model = model
    self.generator = generator
    self.generators = generators
    self.discriminator = discriminator
  }

  private static func withClasses(_ model: ModelDefinition) -> ModelDefinition {
    guard let conditioning = model.conditioning else { return model }
    let classes = (0..<(conditioning.clusters ?? usualClasses)).map { ImageClass(name: "\($0)", count: 1) }
    return (try? model.conditioned(on: classes)) ?? model
  }

  /// The document's setting that makes the parameters so many.
  var network: StageDemand.Setting {
    .document(["model", generator.parameters >= discriminator.parameters ? "generator" : "discriminator"])
  }

  /// A checkpoint's bytes: weights, the optimizers' state, and the EMA.
  var checkpoint: Double {
    let recipe = model.recipe
    let generators =
      generators.parameters * (1 + recipe.generatorOptimizer.memories)
      + (recipe.ema == nil ? 0 : generator.parameters)
    let discriminators = discriminator.parameters * (1 + recipe.discriminatorOptimizer.memories)
    return Self.size * (generators + discriminators)
  }

  /// The weights alone.
  var weights: Double { Self.size * (generators.parameters + discriminator.parameters) }

  /// What a training holds.
  func training(_ programs: ProgramMemories) -> [StageDemand.Part] {
    let (variables, working) = trainingBytes(programs)
    return [
      .init("parameters and optimizer state", variables, network),
      .init(
        "activations and gradients of batches of \(Counted.text(model.recipe.batchSize))", working,
        // Of large networks, the gradients are most of it.
        working > 8 * variables ? .document(["model", "recipe", "batchSize"]) : network),
      .init("a copy of the largest parameter, while it is written", Self.size * largestParameter, network),
    ]
  }

  private var largestParameter: Double {
    let all = (model.generatorNetworks + model.discriminatorNetworks).flatMap { (try? $0.parameters()) ?? [] }
    return Double(all.map(\.shape.count).max() ?? 0)
  }

  private func trainingBytes(_ programs: ProgramMemories) -> (variables: Double, working: Double) {
    let gradients = Self.size * (generators.parameters + discriminator.parameters)
    // The generator's results are kept for its gradient; the discriminator looks at real and generated images. A penalty
    // on the discriminator's gradient keeps those once more.
    let penalty = model.recipe.gradientPenalty == nil ? 0.0 : 2.0
    let activations = generators.activations + (2 + penalty) * discriminator.activations
    let working = gradients + Self.size * Self.kept * Double(model.recipe.batchSize) * activations
    let memory = programs.memory(
      of: .training(model), [generators, discriminator], estimate: checkpoint + working)
    return memory.map { (Double($0.variables), $0.working) } ?? (checkpoint, working)
  }

  /// Networks that no machine can hold: with an array of more than 2³¹ numbers.
  var impossible: [(setting: StageDemand.Setting, message: String)] {
    var found: [(StageDemand.Setting, String)] = []
    for (key, network) in [("generator", model.generator), ("discriminator", model.discriminator)] {
      do {
        _ = try network.parameters()
      } catch {
        found.append((.document(["model", key]), error.description))
      }
    }
    return found
  }

  /// What making images holds besides them.
  ///
  /// - Parameter size: The images' size; nil for the model's own.
  func sampling(_ programs: ProgramMemories, in size: Size2D? = nil) -> [StageDemand.Part] {
    // The checkpoint as it was read, and the generator's weights where the device has them.
    [
      .init("the model's parameters", weights + Self.size * generator.parameters, network),
      .init("the generator's activations", samplingBytes(programs, in: size), network),
    ]
  }

  /// What a sampler takes besides the weights.
  func samplingBytes(_ programs: ProgramMemories, in size: Size2D? = nil) -> Double {
    // Networks that draw images of any size make them in bands; images are translated one after the other.
    let batch = model.drawsAnySize || model.kind == .image ? 1.0 : Double(Sampler.standardBatchSize)
    let estimate = model.kind == .image ? try? model.translationEstimate(for: size) : nil
    let activations = estimate?.bytes ?? Self.size * batch * generator.activations
    return programs.memory(of: .sampling(model, size), [generator], estimate: weights + activations)?.working
      ?? activations
  }

  /// What translating images of several sizes holds besides them: one after the other, so that of the largest counts, or that
  /// of the largest which is translated at once. Larger ones, some rows at a time, may take less.
  func translating(_ sizes: [Size2D], _ programs: ProgramMemories) -> [StageDemand.Part] {
    let sorted = Set(sizes).sorted { $0.height * $0.width < $1.height * $1.width }
    guard let largest = sorted.last else { return sampling(programs) }
    func isWhole(_ index: Int) -> Bool { (try? model.translationEstimate(for: sorted[index]).isWhole) ?? true }
    var (below, above) = (0, sorted.count)
    while below < above {
      let middle = (below + above) / 2
      if isWhole(middle) { below = middle + 1 } else { above = middle }
    }
    let candidates = below == 0 || below == sorted.count ? [largest] : [largest, sorted[below - 1]]
    return candidates.map { sampling(programs, in: $0) }.max { $0.bytes < $1.bytes } ?? []
  }

  /// What measuring the change from image to image holds.
  func measuring(by distance: VisualDistance, _ programs: ProgramMemories) -> [StageDemand.Part] {
    let activations = generator.activations + (distance == .features ? discriminator.activations : 0)
    let estimate = Self.size * Double(ChangeMeter.batchSize) * activations
    let working = programs.memory(
      of: .measuring(model, distance), [generator, discriminator], estimate: weights + estimate)?.working
    return [
      .init("the model's parameters", 2 * weights, network),
      .init("images and features that are compared", working ?? estimate, network),
    ]
  }

  /// What looking for images holds, so many searches side by side: both networks' results and gradients.
  func searching(_ rows: Int) -> [StageDemand.Part] {
    let results = 2 * Double(rows) * (generator.activations + discriminator.activations)
    return [
      .init("the model's parameters", 2 * weights, network),
      .init(
        "activations and gradients of \(Counted.text(rows, "search", "searches"))", Self.size * Self.kept * results,
        .stage("refined")),
    ]
  }

  var images: ImageForecast {
    ImageForecast(
      count: 0, tracks: 1, isWalk: false, height: Double(model.imageShape[0]), width: Double(model.imageShape[1]),
      channels: Double(model.imageShape.channels), rowLength: nil, isRendered: false)
  }
}

extension NetworkFootprint {
  /// That of several networks; nil where one of them cannot be built.
  fileprivate init?(_ networks: [Network]) {
    self.init(parameters: 0, activations: 0, largest: 0, layers: 0)
    for network in networks {
      guard let each = try? network.footprint() else { return nil }
      parameters += each.parameters
      activations += each.activations
      largest = max(largest, each.largest)
      layers += each.layers
    }
  }
}

extension Optimizer {
  /// How many numbers it remembers of each weight.
  fileprivate var memories: Double {
    switch rule {
    case .adam: 2
    case .rmsProp(let rule): 1 + (rule.momentum > 0 ? 1 : 0) + (rule.centered ? 1 : 0)
    case .sgd(let rule): rule.momentum > 0 ? 1 : 0
    }
  }
}
