import ArtCPU
import ArtFiles
import ArtGAN
import ArtGraph
import ArtMedia
import ArtNN
import ArtTensor
import Testing

@Suite("Training on changed images")
struct AugmentationTrainingTests {
  @Test("leads its probability by how sure the discriminator is")
  func rule() {
    let rule = AugmentationRule(target: 0.6, images: 1000, every: 4)
    var state = AugmentationState()
    func take(_ accuracies: [Double]) {
      for accuracy in accuracies { state.take(accuracy: accuracy, updates: 1, batchSize: 25, rule: rule) }
    }
    // 0.9 of real images taken for real is a mean sign of 0.8.
    take([0.9, 0.9, 0.9])
    #expect(state.probability == 0)
    take([0.9])
    #expect(state.probability == 0.1)
    take([1, 1, 0.7, 0.7])
    #expect(state.probability == 0.2)
    take([0.5, 0.5, 0.5, 1])
    #expect(state.probability == 0.1)
    for _ in 0..<5 { take([0, 0, 0, 0]) }
    #expect(state.probability == 0)
    for _ in 0..<15 { take([1, 1, 1, 1]) }
    #expect(state.probability == 1)
    // Several updates count as many.
    state = AugmentationState(probability: 0.5)
    state.take(accuracy: 1, updates: 5, batchSize: 25, rule: rule)
    #expect(state.probability == 0.625)
  }

  private static func adaptive(_ updateRule: UpdateRule) -> ModelDefinition {
    var model = Examples.definition(updateRule: updateRule)
    model.recipe.augmentation = DiscriminatorAugmentation(
      probability: .adaptive(AugmentationRule(target: -0.9, images: 100, every: 3)))
    return model
  }

  @Test("is resumed exactly", arguments: [UpdateRule.simultaneous, .alternating(discriminatorSteps: 2)])
  func resume(_ rule: UpdateRule) throws {
    let model = Self.adaptive(rule)
    let whole = try TrainerTests.trainer(model)
    var probabilities: [Float?] = []
    _ = try whole.train(TrainingCallbacks(onStep: { probabilities.append($0.augmentProbability) }))
    #expect(probabilities.first == 0)
    #expect(Set(probabilities).count > 2)
    let first = try TrainerTests.trainer(model)
    for _ in 0..<7 { _ = try first.step() }
    let resumed = try Examples.withFile { path in
      try first.writeCheckpoint(to: .typed(path))
      return try Trainer(
        resuming: Checkpoint(readingFrom: path), batches: ExampleImages(), device: CPUDevice(threads: 2))
    }
    var rest: [Float?] = []
    _ = try resumed.train(TrainingCallbacks(onStep: { rest.append($0.augmentProbability) }))
    #expect(rest == Array(probabilities[7...]))
    #expect(try Examples.bytes(of: resumed.checkpoint()) == Examples.bytes(of: whole.checkpoint()))
  }

  @Test("says nothing of a probability that does not change")
  func fixed() throws {
    var model = Examples.definition()
    model.recipe.augmentation = DiscriminatorAugmentation()
    let trainer = try TrainerTests.trainer(model)
    #expect(try trainer.step().augmentProbability == nil)
    #expect(trainer.state.augmentation == nil)
    let plain = try TrainerTests.trainer(Examples.definition())
    _ = try plain.step()
    #expect(plain.variables["generator.layers.0.kernel"] != trainer.variables["generator.layers.0.kernel"])
  }

  /// Real images are bright. Changed ones are not all, and have dark holes; what the generator makes has none.
  @Test("does not leak into what is made")
  func learning() throws {
    var model = Examples.definition(loss: .hinge, batchSize: 16, steps: 500)
    model.generator = DCGANGenerator(
      channels: [6, 5, 4], kernelSize: 3, normalization: Normalization(.batch, momentum: 0.9)
    ).network(latentSize: 5, imageShape: model.imageShape)
    model.discriminator = DCGANDiscriminator(channels: [6, 8], kernelSize: 3, dropout: 0)
      .network(imageShape: model.imageShape)
    model.recipe.schedule = .constant
    model.recipe.generatorOptimizer = .adam(learningRate: 2e-3, beta1: 0.5)
    model.recipe.discriminatorOptimizer = .adam(learningRate: 2e-3, beta1: 0.5)
    model.recipe.augmentation = DiscriminatorAugmentation()
    let device = CPUDevice(threads: 1)
    let trainer = try Trainer(
      model, batches: ExampleImages(brightness: { _ in 0.6 }), seed: 4, device: device)
    _ = try trainer.train()
    let images = try Sampler(trainer.checkpoint(), device: device).images(model.points(seed: 3, count: 32))
    let pixels = images.flatMap(\.pixels).sorted()
    let mean = pixels.reduce(0) { $0 + Double($1) } / Double(pixels.count)
    // Real ones have 204; half of what the discriminator sees of them is cut out, which is 128.
    #expect(mean > 180, "the mean is \(mean)")
    #expect(pixels[pixels.count / 10] > 150, "a tenth is below \(pixels[pixels.count / 10])")
  }
}
