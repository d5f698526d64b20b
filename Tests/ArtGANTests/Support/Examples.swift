import ArtFiles
import ArtGAN
import ArtGraph
import ArtNN
import ArtTensor
import Foundation

/// Small models and images for tests that train.
enum Examples {
  /// 8×8 images, with everything that a step can depend on: batch normalisation in both networks, dropout, momentum.
  static func definition(
    updateRule: UpdateRule = .simultaneous, loss: AdversarialLoss = .nonSaturating, batchSize: Int = 6,
    steps: Int = 12
  ) -> ModelDefinition {
    let shape: Shape = [8, 8, 1]
    let discriminator = Network(
      name: "discriminator", inputShape: shape,
      [
        Conv2D(filters: 4, kernelSize: 3, strides: 2, padding: .same), LeakyReLU(slope: 0.3), Dropout(rate: 0.3),
        BatchNorm(), Flatten(), Dense(units: 1),
      ])
    return ModelDefinition(
      id: "example", imageShape: shape, latent: LatentSpace(size: 5), pixelRange: .signed,
      generator: DCGANGenerator(channels: [6, 5, 4], kernelSize: 3).network(latentSize: 5, imageShape: shape),
      discriminator: discriminator,
      recipe: TrainingRecipe(
        updateRule: updateRule, loss: loss, generatorOptimizer: .adam(learningRate: 1e-3),
        discriminatorOptimizer: .rmsProp(learningRate: 1e-3, momentum: 0.5, centered: true),
        schedule: LearningRateSchedule(.cosine(end: 0.1), warmupSteps: 3), batchSize: batchSize, budget: .steps(steps)))
  }

  /// A file in a folder of its own, which is removed at the end.
  static func withFile<T>(_ name: String = "model.safetensors", _ body: (String) throws -> T) throws -> T {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder.appendingPathComponent(name).path)
  }

  /// The bytes of a checkpoint's file.
  static func bytes(of checkpoint: Checkpoint) throws -> Data {
    try withFile { path in
      try checkpoint.write(to: .typed(path))
      return try Data(contentsOf: URL(fileURLWithPath: path))
    }
  }
}

/// Random 8×8 images, or images of one brightness for each batch.
struct ExampleImages: ImageBatches {
  var imageShape: Shape = [8, 8, 1]
  var imageCount = 40
  var contentHash = "example images"
  /// Images take turns in their classes.
  var classCount = 0
  /// Gets the batch's number; `nil` for random numbers.
  var brightness: (@Sendable (Int) -> Float)?

  func fillLabels(batch number: Int, into buffer: UnsafeMutableBufferPointer<Float>) {
    for index in buffer.indices { buffer[index] = Float((number + index) % classCount) }
  }

  func fill(batch number: Int, into buffer: UnsafeMutableBufferPointer<Float>) {
    let numbers = RandomKey(seed: 1).folded(UInt64(number)).uniforms(count: buffer.count)
    for index in buffer.indices { buffer[index] = brightness?(number) ?? 2 * numbers[index] - 1 }
  }
}
