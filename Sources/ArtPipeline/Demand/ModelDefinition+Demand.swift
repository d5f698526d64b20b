import ArtGAN
import ArtTensor
import ArtNN

/// What a model takes in memory and on the disk. Measured peaks of the models that come along are within a factor of 2;
/// `docs/limits.md` says what is counted.
struct ModelDemand {
  let model: ModelDefinition
  private let generator: NetworkFootprint
  private let discriminator: NetworkFootprint

  /// Bytes of a number.
  private static let size = 4.0
  /// The share of all results that is in memory at once: some are computed again, some written over. Measured.
  private static let kept = 0.55

  /// nil for a model whose networks cannot be built; its validation says why.
  init?(_ model: ModelDefinition) {
    guard let generator = try? model.generator.footprint(), let discriminator = try? model.discriminator.footprint()
    else { return nil }
    self.model = model
    self.generator = generator
    self.discriminator = discriminator
  }

  /// The document's setting that makes the parameters so many.
  var network: StageDemand.Setting {
    .document(["model", generator.parameters >= discriminator.parameters ? "generator" : "discriminator"])
  }

  /// A checkpoint's bytes: weights, what the optimizers remember of each, and the averaged weights.
  var checkpoint: Double {
    let recipe = model.recipe
    let generators = generator.parameters * (1 + recipe.generatorOptimizer.memories + (recipe.ema == nil ? 0 : 1))
    let discriminators = discriminator.parameters * (1 + recipe.discriminatorOptimizer.memories)
    return Self.size * (generators + discriminators)
  }

  /// The weights alone.
  var weights: Double { Self.size * (generator.parameters + discriminator.parameters) }

  /// What a training holds.
  var training: [StageDemand.Part] {
    let gradients = Self.size * (generator.parameters + discriminator.parameters)
    // The generator's results are kept for its gradient; the discriminator looks at real and generated images. A penalty
    // on the discriminator's gradient keeps those once more.
    let penalty = model.recipe.gradientPenalty == nil ? 0.0 : 2.0
    let activations = generator.activations + (2 + penalty) * discriminator.activations
    return [
      .init("parameters, gradients and optimizer state", checkpoint + gradients, network),
      .init(
        "activations of batches of \(model.recipe.batchSize)",
        Self.size * Self.kept * Double(model.recipe.batchSize) * activations,
        .document(["model", "recipe", "batchSize"])),
    ]
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
  var sampling: [StageDemand.Part] {
    // Networks that draw images of any size make them in bands.
    let batch = model.drawsAnySize ? 1.0 : Double(Sampler.standardBatchSize)
    return [
      .init("the model's parameters", weights, network),
      .init("the generator's activations", Self.size * batch * generator.activations, network),
    ]
  }

  var images: ImageForecast {
    ImageForecast(
      count: 0, tracks: 1, isWalk: false, height: Double(model.imageShape[0]), width: Double(model.imageShape[1]),
      channels: Double(model.imageShape.channels), rowLength: nil, isRendered: false)
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
