import ArtCPU
import ArtData
import ArtGAN
import ArtGraph
import ArtMedia
import ArtNN
import ArtSettings
import ArtTensor
import ArtTestSupport
import MLPGAN
import Testing

@Suite("Training teaches")
struct LearningTests {
  @Test(
    "the plainest model the brightness of drawn digits",
    arguments: [UpdateRule.simultaneous, .alternating(discriminatorSteps: 1)])
  func digits(_ rule: UpdateRule) throws {
    let dataset = try StrokesSource(count: 2000).load(
      DatasetRequest(height: 14, width: 14, channels: 1, seed: 1, pool: ThreadPool(threads: 2)))
    var definition = try define(MLPGAN(), ["size": 14, "latentSize": 16, "generator": ["output": "sigmoid"]])
    definition.recipe.updateRule = rule
    definition.recipe.batchSize = 64
    definition.recipe.budget = .steps(400)
    definition.recipe.generatorOptimizer = .adam(learningRate: 1e-3, beta1: 0.5)
    definition.recipe.discriminatorOptimizer = .adam(learningRate: 1e-3, beta1: 0.5)

    let device = CPUDevice(threads: 2)
    let batches = try DatasetBatches(dataset, for: definition, seed: 2)
    let unseen = try StrokesSource(count: 128).load(
      DatasetRequest(height: 14, width: 14, channels: 1, seed: 9, pool: device.pool))
    let (trainer, sampler, first) = try Self.wrongStart(definition, batches, device, real: unseen.pixels)
    let real = Self.meanImage(dataset.pixels, size: dataset.imageSize)
    func discrimination() throws -> Double {
      try Self.discrimination(of: definition, trainer.variables, real: unseen.pixels, fake: first)
    }
    func distance() throws -> Double {
      let images = try sampler.images(definition.latent.points(seed: 3, count: 128))
      let fake = Self.meanImage(images.flatMap(\.pixels), size: dataset.imageSize)
      return zip(real, fake).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
    }
    let before = (distance: try distance(), discrimination: try discrimination())
    var last: StepMetrics?
    _ = try trainer.train(TrainingCallbacks(onStep: { last = $0 }))
    let after = (distance: try distance(), discrimination: try discrimination())
    #expect(after.distance < before.distance * 0.65, "of the mean image from the real one: \(before) to \(after)")
    // The discriminator has learned what is real, and the generator has not lost it.
    #expect(after.discrimination > 0.95, "\(before) to \(after)")
    #expect((last?.realAccuracy ?? 0) > 0.3)
    let images = try sampler.images(definition.latent.points(seed: 4, count: 32))
    #expect(Set(images).count == 32)
  }

  @Test("with every loss", arguments: LossRegistry.builtIn)
  func losses(_ loss: AdversarialLoss) throws {
    // All real images are bright; a fresh generator's are grey.
    var definition = Examples.definition(loss: loss, batchSize: 16, steps: 400)
    definition.generator = DCGANGenerator(
      channels: [6, 5, 4], kernelSize: 3, normalization: Normalization(.batch, momentum: 0.9)
    )
    .network(latentSize: 5, imageShape: definition.imageShape)
    definition.recipe.schedule = .constant
    definition.recipe.generatorOptimizer = .adam(learningRate: 2e-3, beta1: 0.5)
    definition.recipe.discriminatorOptimizer = .adam(learningRate: 1e-3, beta1: 0.5)
    let device = CPUDevice(threads: 1)
    let real = [UInt8](repeating: 230, count: definition.imageShape.count)
    let (trainer, sampler, first) = try Self.wrongStart(
      definition, ExampleImages(brightness: { _ in 0.8 }), device, real: real)
    let points = definition.latent.points(seed: 3, count: 32)
    func state() throws -> (brightness: Double, discrimination: Double) {
      let bytes = try sampler.images(points).flatMap(\.pixels)
      return (
        bytes.reduce(0) { $0 + Double($1) } / Double(bytes.count),
        try Self.discrimination(of: definition, trainer.variables, real: real, fake: first)
      )
    }
    let before = try state()
    _ = try trainer.train()
    let after = try state()
    #expect(after.brightness > before.brightness + 25, "\(before) to \(after), real images have 230")
    #expect(after.discrimination > 0.95, "\(before) to \(after)")
  }

  /// A training whose first discriminator takes most of the generator's first images for more real than real ones: one
  /// that is right by chance would pass without having learned.
  private static func wrongStart(
    _ definition: ModelDefinition, _ batches: any ImageBatches, _ device: any Device, real: [UInt8]
  ) throws -> (Trainer, Sampler, first: [UInt8]) {
    for seed in 1...20 as ClosedRange<UInt64> {
      let trainer = try Trainer(definition, batches: batches, seed: seed, device: device)
      let sampler = try Sampler(definition, variables: trainer.variables, device: device)
      let first = try sampler.images(definition.latent.points(seed: 5, count: 64)).flatMap(\.pixels)
      let discrimination = try discrimination(of: definition, trainer.variables, real: real, fake: first)
      if discrimination < 0.3 { return (trainer, sampler, first) }
    }
    throw NoWrongStart()
  }

  private struct NoWrongStart: Error {}

  /// The probability that the discriminator finds a real image more real than a generated one (the area under the ROC
  /// curve): 0.5 for one that knows nothing, whatever the loss.
  private static func discrimination(
    of definition: ModelDefinition, _ variables: VariableStore, real: [UInt8], fake: [UInt8]
  ) throws -> Double {
    let size = definition.imageShape.count
    let shape = Shape([(real.count + fake.count) / size] + definition.imageShape.dimensions)
    let graph = Graph()
    let logits = try definition.discriminator.apply(
      graph.input("images", shape: shape), context: NetworkContext(graph: graph, mode: .inference))
    let run = try FastRun(
      Program(graph, outputs: ["logits": logits]),
      inputs: ["images": Tensor(shape: shape, scalars: (real + fake).map(definition.pixelRange.value(of:)))],
      variables: variables.names.reduce(into: [:]) { $0[$1] = variables[$1] })
    let answers = try #require(run.outputs["logits"]).scalars
    let (ofReal, ofFake) = (answers.prefix(real.count / size), answers.dropFirst(real.count / size))
    let wins = ofReal.reduce(0) { sum, answer in sum + ofFake.count { $0 < answer } }
    return Double(wins) / Double(ofReal.count * ofFake.count)
  }

  private static func meanImage(_ pixels: [UInt8], size: Int) -> [Double] {
    var sums = [Double](repeating: 0, count: size)
    for (index, pixel) in pixels.enumerated() { sums[index % size] += Double(pixel) / 255 }
    return sums.map { $0 / Double(pixels.count / size) }
  }
}
