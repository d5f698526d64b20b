import ArtData
import ArtGAN
import ArtGraph
import ArtNN
import ArtPipeline
import ArtSettings
import ArtTensor

/// A model of two convolutions that gives grey images their colours, from pairs or from two sets.
struct TinyTranslation: ModelPlugin {
  let id = "tiny-translation"
  let summary = "two convolutions from grey to colour"
  let documentation = "For tests."
  let defaultDataset = DrawnInputs.kind

  func define(_ settings: SettingsReader) -> ModelDefinition {
    let isPaired = settings.bool("paired", default: true, "Whether it learns from pairs.")
    let generator = Network(
      name: "generator", inputShape: [16, 16, 1],
      [
        Conv2D(filters: 6, kernelSize: 3, padding: .same, paddingMode: .reflect), ReLU(),
        Conv2D(filters: 3, kernelSize: 3, padding: .same), Tanh(),
      ])
    var definition = ModelDefinition(
      id: id, imageShape: [16, 16, 3], latent: LatentSpace(size: 0), pixelRange: .signed, generator: generator,
      discriminator: Network(
        name: "discriminator", inputShape: [16, 16, 3],
        [
          Conv2D(filters: 4, kernelSize: 4, strides: 2, padding: .same), LeakyReLU(slope: 0.2),
          Conv2D(filters: 1, kernelSize: 3, padding: .same),
        ]),
      recipe: TrainingRecipe(
        updateRule: .simultaneous, loss: .nonSaturating,
        generatorOptimizer: .adam(learningRate: 1e-2, beta1: 0.5),
        discriminatorOptimizer: .adam(learningRate: 2e-3, beta1: 0.5), batchSize: 4, budget: .steps(4)),
      translation: Translation(
        inputShape: [16, 16, 1], isPaired: isPaired, seesInput: isPaired,
        terms: isPaired ? [WeightedTerm(.l1, weight: 100)] : []))
    definition.discriminator.inputShape = definition.discriminatorInputShape
    return definition
  }
}

/// Images that are red above and blue below, at heights of their own; their inputs are the same in grey, larger than the
/// model's where that is asked for.
struct DrawnInputs: DatasetSource {
  static let kind = "drawn-inputs"
  static let summary = "For tests"

  let count: Int
  let inputs: Int
  let size: Int
  let isPaired: Bool

  var inputForm: InputForm { isPaired ? .paired : .unpaired }

  init(_ settings: SettingsReader) {
    count = settings.integer("count", default: 24, in: 1...1000, "How many images.")
    inputs = settings.integer("inputs", default: 0, in: 0...1000, "How many inputs; as many as images where 0.")
    size = settings.integer("size", default: 16, in: 16...64, "Their side.")
    isPaired = settings.bool("paired", default: true, "Whether the inputs belong to the images.")
  }

  func load(_ request: DatasetRequest) throws(DatasetError) -> Dataset {
    func border(_ index: Int, _ salt: UInt64) -> Int {
      RandomKey(seed: request.seed).folded(salt).int(UInt64(index), below: size - 4) + 2
    }
    func pixels(_ count: Int, _ salt: UInt64, above: [UInt8], below: [UInt8]) -> [UInt8] {
      (0..<count).flatMap { index -> [UInt8] in
        let edge = border(index, salt)
        return (0..<size * size).flatMap { $0 / size < edge ? above : below }
      }
    }
    let other: UInt64 = isPaired ? 1 : 2
    return try Dataset(
      name: "drawn", height: size, width: size, channels: 3,
      pixels: pixels(count, 1, above: [220, 30, 20], below: [20, 40, 200]),
      inputs: DatasetInputs(
        name: "drawn", height: size, width: size, channels: 1,
        pixels: pixels(inputs == 0 ? count : inputs, other, above: [200], below: [50]), isPaired: isPaired))
  }
}
