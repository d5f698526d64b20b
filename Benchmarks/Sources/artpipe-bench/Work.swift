import ArtGAN
import ArtGraph
import ArtNN
import ArtTensor

/// Something to time, prepared and warm: each call does it once.
struct Work {
  let images: Int
  let run: () throws -> Void

  /// Training steps on random images, everything else as in a real run.
  static func training(_ definition: ModelDefinition, device: any Device) throws -> Work {
    let variables = try initialised(definition, device)
    let step = try AdversarialStep(definition, variables: variables, device: device)
    let batch = definition.recipe.batchSize
    func images(_ seed: UInt64, _ shape: Shape?) -> [Float] {
      RandomKey(seed: seed).uniforms(count: batch * (shape?.count ?? 0)).map { 2 * $0 - 1 }
    }
    let (real, input) = (images(1, definition.imageShape), images(2, definition.translation?.inputShape))
    let inputs = definition.recipe.inputs(atStep: 0, of: 1000)
    var index = 0
    return Work(images: batch) {
      _ = try step.run(
        seed: 1, step: index, inputs: inputs, real: { _, buffer in _ = buffer.update(from: real) },
        input: { _, buffer in _ = buffer.update(from: input) })
      index += 1
    }
  }

  /// Images drawn from a generator: a checkpoint's if it is of this model, otherwise one with random weights.
  static func sampling(
    _ definition: ModelDefinition, _ checkpoint: Checkpoint?, batch: Int, device: any Device
  ) throws -> Work {
    let sampler =
      if let checkpoint, checkpoint.definition.id == definition.id {
        try Sampler(checkpoint, batchSize: batch, device: device)
      } else {
        try Sampler(definition, variables: try initialised(definition, device), batchSize: batch, device: device)
      }
    let latents = (0..<batch).map { definition.latent.point(seed: 1, index: UInt64($0)) }
    return Work(images: batch) { try sampler.forEachRaw(latents) { _, _ in } }
  }

  private static func initialised(_ definition: ModelDefinition, _ device: any Device) throws -> VariableStore {
    let variables = device.makeVariables()
    for (number, network) in definition.networks.enumerated() {
      try network.initialize(variables, key: RandomKey(seed: UInt64(number + 1)))
    }
    return variables
  }
}
