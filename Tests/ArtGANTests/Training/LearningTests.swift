import ArtData
import ArtGAN
import ArtMedia
import ArtNN
import ArtSettings
import ArtTensor
import MLPGAN
import Testing

@Suite("Training teaches")
struct LearningTests {
  @Test(
    "the plainest model the brightness of drawn digits",
    arguments: [UpdateRule.simultaneous, .alternating(discriminatorSteps: 1)])
  func digits(_ rule: UpdateRule) throws {
    let dataset = try StrokesSource(count: 2000).load(
      DatasetRequest(height: 14, width: 14, channels: 1, seed: 1, threads: 2))
    var definition = try define(MLPGAN(), ["size": 14, "latentSize": 16, "generator": ["output": "sigmoid"]])
    definition.recipe.updateRule = rule
    definition.recipe.batchSize = 64
    definition.recipe.budget = .steps(400)
    definition.recipe.generatorOptimizer = .adam(learningRate: 1e-3, beta1: 0.5)
    definition.recipe.discriminatorOptimizer = .adam(learningRate: 1e-3, beta1: 0.5)

    let pool = ThreadPool(threads: 2)
    let batches = try DatasetBatches(dataset, for: definition, seed: 2)
    let trainer = try Trainer(definition, batches: batches, seed: 2, pool: pool)
    let sampler = try Sampler(definition, variables: trainer.variables, pool: pool)
    let real = Self.meanPicture(dataset.pixels, size: dataset.pictureSize)
    func distance() throws -> Double {
      let pictures = try sampler.pictures(definition.latent.points(seed: 3, count: 128))
      let fake = Self.meanPicture(pictures.flatMap(\.pixels), size: dataset.pictureSize)
      return zip(real, fake).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
    }
    let before = try distance()
    var first: StepMetrics?
    var last: StepMetrics?
    _ = try trainer.train(
      TrainingEvents(onStep: { metrics in
        first = first ?? metrics
        last = metrics
      }))
    let after = try distance()
    #expect(after < before * 0.65, "the mean picture's distance from the real one went from \(before) to \(after)")
    // The discriminator has learnt something, and not everything.
    #expect(first?.discriminatorLoss != last?.discriminatorLoss)
    #expect((last?.realAccuracy ?? 0) > 0.3)
    let pictures = try sampler.pictures(definition.latent.points(seed: 4, count: 32))
    #expect(Set(pictures).count == 32)
  }

  @Test("with every loss", arguments: AdversarialLoss.allCases)
  func losses(_ loss: AdversarialLoss) throws {
    // All real pictures are bright; a fresh generator's are grey.
    var definition = Examples.definition(loss: loss, batchSize: 16, steps: 400)
    definition.generator = DCGANGenerator(
      channels: [6, 5, 4], kernelSize: 3, normalization: Normalization(.batch, momentum: 0.9)
    )
    .network(latentSize: 5, pictureShape: definition.pictureShape)
    definition.recipe.schedule = .constant
    definition.recipe.generatorOptimizer = .adam(learningRate: 2e-3, beta1: 0.5)
    definition.recipe.discriminatorOptimizer = .adam(learningRate: 1e-3, beta1: 0.5)
    let pool = ThreadPool(threads: 1)
    let trainer = try Trainer(
      definition, batches: ExamplePictures(brightness: { _ in 0.8 }), seed: 4, pool: pool)
    let sampler = try Sampler(definition, variables: trainer.variables, pool: pool)
    let points = definition.latent.points(seed: 3, count: 32)
    func brightness() throws -> Double {
      let bytes = try sampler.pictures(points).flatMap(\.pixels)
      return bytes.reduce(0) { $0 + Double($1) } / Double(bytes.count)
    }
    let before = try brightness()
    _ = try trainer.train()
    let after = try brightness()
    #expect(after > before + 25, "brightness went from \(before) to \(after), real pictures have 230")
  }

  private static func meanPicture(_ pixels: [UInt8], size: Int) -> [Double] {
    var sums = [Double](repeating: 0, count: size)
    for (index, pixel) in pixels.enumerated() { sums[index % size] += Double(pixel) / 255 }
    return sums.map { $0 / Double(pixels.count / size) }
  }
}
