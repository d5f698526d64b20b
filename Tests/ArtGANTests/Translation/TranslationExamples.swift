import ArtGAN
import ArtGraph
import ArtNN
import ArtTensor

/// Small models that translate, one for each way to learn.
enum TranslationExamples {
  static let input: Shape = [8, 8, 3]
  static let image: Shape = [8, 8, 3]

  static func generator(_ name: String = "generator", from input: Shape, channels: Int) -> Network {
    Network(
      name: name, inputShape: input,
      [
        Conv2D(filters: 6, kernelSize: 3, padding: .same, paddingMode: .reflect), InstanceNorm(), ReLU(),
        Conv2D(filters: 8, kernelSize: 4, strides: 2, padding: .same), InstanceNorm(), ReLU(),
        UpSample(by: 2), Conv2D(filters: channels, kernelSize: 3, padding: .same), Tanh(),
      ])
  }

  /// A discriminator whose logit is a map.
  static func discriminator(_ name: String = "discriminator", of input: Shape) -> Network {
    Network(
      name: name, inputShape: input,
      [
        Conv2D(filters: 6, kernelSize: 4, strides: 2, padding: .same), LeakyReLU(slope: 0.2),
        Conv2D(filters: 1, kernelSize: 3, padding: .same),
      ])
  }

  enum Form: String, CaseIterable, Sendable {
    case pairs, cycle, contrast
  }

  static func definition(
    _ form: Form, rule: UpdateRule = .simultaneous, batchSize: Int = 2, steps: Int = 6
  ) throws -> ModelDefinition {
    let generator = generator(from: input, channels: image.channels)
    let translation =
      switch form {
      case .pairs:
        Translation(
          inputShape: input, isPaired: true, seesInput: true,
          terms: [WeightedTerm(.l1, weight: 100), WeightedTerm(.features, weight: 10)])
      case .cycle:
        Translation(
          inputShape: input, isPaired: false,
          terms: [WeightedTerm(.cycle, weight: 10), WeightedTerm(.identity, weight: 5)],
          backward: BackwardNetworks(
            generator: Self.generator("backwardGenerator", from: image, channels: input.channels),
            discriminator: discriminator("backwardDiscriminator", of: input)), history: 4)
      case .contrast:
        Translation(
          inputShape: input, isPaired: false, terms: [WeightedTerm(.patchContrast, weight: 10)],
          contrast: try PatchContrast(of: generator, layers: [0, 3, 6], units: 8, patches: 12, flips: true))
      }
    var definition = ModelDefinition(
      id: "translation-\(form.rawValue)", imageShape: image, latent: LatentSpace(size: 0), pixelRange: .signed,
      generator: generator, discriminator: discriminator(of: image),
      recipe: TrainingRecipe(
        updateRule: rule, loss: form == .pairs ? .nonSaturating : .leastSquares,
        generatorOptimizer: .adam(learningRate: 2e-3, beta1: 0.5),
        discriminatorOptimizer: .adam(learningRate: 2e-3, beta1: 0.5), ema: EMA(.decay(0.9)), batchSize: batchSize,
        budget: .steps(steps)), translation: translation)
    definition.discriminator.inputShape = definition.discriminatorInputShape
    return definition
  }
}

/// Smooth random inputs, whose targets are the same with colours exchanged and inverted.
struct TranslationBatches: ImageBatches {
  var imageShape = TranslationExamples.image
  var inputShape: Shape? = TranslationExamples.input
  var imageCount = 40
  var contentHash = "translation batches"

  func fill(batch number: Int, into buffer: UnsafeMutableBufferPointer<Float>) {
    fillInputs(batch: number, into: buffer)
    for pixel in stride(from: 0, to: buffer.count, by: 3) {
      (buffer[pixel], buffer[pixel + 1], buffer[pixel + 2]) = (-buffer[pixel + 2], buffer[pixel], -buffer[pixel + 1])
    }
  }

  func fillInputs(batch number: Int, into buffer: UnsafeMutableBufferPointer<Float>) {
    let count = TranslationExamples.input.count
    for image in 0..<buffer.count / count {
      let key = RandomKey(seed: 5).folded(UInt64(number)).folded(UInt64(image))
      let colors = key.uniforms(count: 6)
      for place in 0..<64 {
        let share = Float(place % 8) / 7
        for channel in 0..<3 {
          buffer[image * count + place * 3 + channel] =
            2 * (colors[channel] * (1 - share) + colors[3 + channel] * share) - 1
        }
      }
    }
  }
}
