import ArtCPU
public import ArtGAN
import ArtNN
public import ArtTensor

/// Models that translate, without a training.
public enum TranslationModels {
  /// A model whose generator inverts images exactly, or leaves them as they are, and whose way back keeps their first
  /// channel alone.
  public static func inverter(channels: Int = 3, images: Int = 3, inverts: Bool = true) throws -> Checkpoint {
    func pixelwise(_ name: String, _ input: Int, _ output: Int) -> Network {
      Network(name: name, inputShape: [8, 8, input], [Conv2D(filters: output, kernelSize: 1)])
    }
    let backward = BackwardNetworks(
      generator: pixelwise("backwardGenerator", images, channels),
      discriminator: pixelwise("backwardDiscriminator", channels, 1))
    let definition = ModelDefinition(
      id: "inverter", imageShape: [8, 8, images], latent: LatentSpace(size: 0), pixelRange: .signed,
      generator: pixelwise("generator", channels, images), discriminator: pixelwise("discriminator", images, 1),
      recipe: TrainingRecipe(
        loss: .leastSquares, generatorOptimizer: .adam(learningRate: 1e-3),
        discriminatorOptimizer: .adam(learningRate: 1e-3), batchSize: 1, budget: .steps(1)),
      translation: Translation(
        inputShape: [8, 8, channels], isPaired: false, terms: [WeightedTerm(.cycle, weight: 1)], backward: backward))
    return try checkpoint(definition) { name, shape in
      guard name.hasSuffix("kernel") else { return nil }
      let (from, to) = (shape[2], shape[3])
      return (0..<from * to).map { index in
        let (input, output) = index.quotientAndRemainder(dividingBy: to)
        if name.hasPrefix("backward") { return input == 0 ? 1 : 0 }
        let sign: Float = inverts ? -1 : 1
        return input == output && to > 1 || from == 1 ? sign : to == 1 ? sign / Float(from) : 0
      }
    }
  }

  /// A checkpoint of first weights.
  ///
  /// - Parameter weights: Other numbers for a parameter; nil for those that it starts from.
  public static func checkpoint(
    _ definition: ModelDefinition, weights: (String, Shape) -> [Float]? = { _, _ in nil }
  ) throws -> Checkpoint {
    let device = CPUDevice(threads: 1)
    let trainer = try Trainer(definition, batches: BlackImages(definition), seed: 1, device: device)
    var tensors = try trainer.checkpoint().weightsOnly().tensors
    for (name, tensor) in tensors {
      if let numbers = weights(name, tensor.shape) { tensors[name] = Tensor(shape: tensor.shape, scalars: numbers) }
    }
    return try Checkpoint(definition: definition, state: nil, tensors: tensors)
  }
}

private struct BlackImages: ImageBatches {
  let imageShape: Shape
  let inputShape: Shape?
  let imageCount = 8
  let contentHash = "black images"

  init(_ definition: ModelDefinition) {
    imageShape = definition.imageShape
    inputShape = definition.translation?.inputShape
  }

  func fill(batch number: Int, into buffer: UnsafeMutableBufferPointer<Float>) { buffer.update(repeating: 0) }
}
