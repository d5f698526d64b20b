import ArtGAN
import ArtGraph
import ArtNN
import ArtTensor

/// Something to time, prepared and warm: each call does it once.
struct Work {
  let pictures: Int
  let run: () throws -> Void

  /// Training steps on random pictures, everything else as in a real run.
  static func training(_ definition: ModelDefinition, pool: ThreadPool) throws -> Work {
    let variables = try initialised(definition)
    let step = try AdversarialStep(definition, variables: variables, pool: pool)
    let batch = definition.recipe.batchSize
    let pictures = RandomKey(seed: 1).uniforms(count: batch * definition.pictureShape.count).map { 2 * $0 - 1 }
    let rates = definition.recipe.rates(atStep: 0, of: 1000)
    var index = 0
    return Work(pictures: batch) {
      _ = try step.run(seed: 1, step: index, rates: rates) { _, buffer in _ = buffer.update(from: pictures) }
      index += 1
    }
  }

  /// Pictures drawn from a generator with random weights.
  static func sampling(_ definition: ModelDefinition, batch: Int, pool: ThreadPool) throws -> Work {
    let sampler = try Sampler(definition, variables: try initialised(definition), pool: pool, batchSize: batch)
    let latents = (0..<batch).map { definition.latent.point(seed: 1, index: UInt64($0)) }
    return Work(pictures: batch) { try sampler.forEachRaw(latents) { _, _ in } }
  }

  private static func initialised(_ definition: ModelDefinition) throws -> VariableStore {
    let variables = VariableStore()
    try definition.generator.initialize(variables, key: RandomKey(seed: 1))
    try definition.discriminator.initialize(variables, key: RandomKey(seed: 2))
    return variables
  }
}
