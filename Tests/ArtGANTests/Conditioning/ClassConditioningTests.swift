import ArtCPU
import ArtFiles
import ArtGAN
import ArtGraph
import ArtMedia
import ArtNN
import ArtSettings
import ArtTensor
import DCGANMNIST
import Foundation
import MLPGAN
import RGBArt
import Testing

@Suite("A model that learns classes")
struct ClassConditioningTests {
  static let classes = [ImageClass(name: "cat", count: 3), ImageClass(name: "dog", count: 1)]

  @Test("has layers for them", arguments: ClassConditioning.Form.allCases)
  func layers(_ form: ClassConditioning.Form) throws {
    var model = try define(DCGANMNIST(), ["discriminator": ["spectralNorm": true]])
    let plain = model
    model.conditioning = ClassConditioning(form, embeddingSize: 7)
    try model.validate()
    let found = try model.conditioned(on: Self.classes)
    try found.validate()
    let titles = found.generator.layers.map(\.title)
    let hasEmbedding = [.embedding, .both].contains(form)
    #expect(titles.count { $0 == "ClassEmbedding" } == (hasEmbedding ? 1 : 0))
    #expect((titles.first == "ClassEmbedding") == hasEmbedding)
    #expect(titles.count { $0 == "ConditionalBatchNorm" } == (form == .embedding ? 0 : 3))
    #expect(titles.count { $0 == "BatchNorm" } == (form == .embedding ? 3 : 0))
    #expect(
      found.discriminator.layers.last as? ClassProjection
        == ClassProjection(classes: 2, spectralNorm: true))
    #expect(found.discriminator.layers.dropLast().map(\.title) == plain.discriminator.layers.dropLast().map(\.title))
    #expect(found.conditioning?.form == (form == .auto ? .batchNorm : form))
    #expect(found.classes == Self.classes)
    #expect(found.pointSize == 102)
    // Nothing is put in twice.
    #expect(try found.conditioned(on: Self.classes) == found)
    let data = try JSONEncoder().encode(found)
    #expect(try JSONDecoder().decode(ModelDefinition.self, from: data, configuration: .standard) == found)
  }

  @Test("takes vectors beside latent points where there is no batch normalisation")
  func fallback() throws {
    var model = try define(MLPGAN())
    model.conditioning = ClassConditioning()
    let found = try model.conditioned(on: Self.classes)
    #expect(found.conditioning?.form == .embedding)
    #expect(found.generator.layers.first as? ClassEmbedding == ClassEmbedding(classes: 2, size: 32))
  }

  @Test("is the same as before where it learns none")
  func unconditional() throws {
    let model = try define(RGBArt())
    #expect(try model.conditioned(on: Self.classes) == model)
    #expect(model.pointSize == 100)
    #expect(model.point(seed: 3, index: 4) == model.latent.point(seed: 3, index: 4))
    // Nothing of classes is written, so that files stay as they were.
    let text = String(decoding: try JSONEncoder().encode(model), as: UTF8.self)
    #expect(!text.contains("conditioning"))
  }

  @Test(
    "says what does not fit",
    arguments: [
      Damage("classes: there must be at least 2, not 1") { $0.conditioning?.classes = [] },
      Damage(
        "classes: the generator has no batch normalisation that could tell it the class; the form 'embedding' needs none"
      ) {
        $0.conditioning?.form = .both
        $0.generator = MLPGenerator(widths: [4], leakySlope: 0.2, output: .tanh)
          .network(latentSize: 5, imageShape: [8, 8, 1])
      },
      Damage("classes: the discriminator does not end in a dense layer of one unit, which could learn them") {
        $0.discriminator.layers.append(Tanh())
      },
    ] as [Damage<ModelDefinition>])
  func mistakes(_ damage: Damage<ModelDefinition>) throws {
    var model = Examples.definition()
    model.conditioning = ClassConditioning()
    damage.body(&model)
    let classes = damage.message.contains("not 1") ? Array(Self.classes.prefix(1)) : Self.classes
    let error = #expect(throws: ModelError.self) { try model.conditioned(on: classes) }
    #expect(error?.description == damage.message)
  }

  @Test(
    "does not go with other numbers of classes",
    arguments: [
      Damage("the generator cannot be built: its layers are made for 2 classes, but the model has 0") {
        $0.conditioning = nil
      },
      Damage("the discriminator cannot be built: its layers are made for 2 classes, but the model has 3") {
        $0.conditioning?.classes.append(ImageClass(name: "x", count: 1))
        $0.generator = Examples.definition().generator
      },
      Damage("conditioning.classes: no image is of any class") {
        $0.conditioning?.classes = Self.classes.map { ImageClass(name: $0.name, count: 0) }
      },
      Damage("conditioning.embeddingSize: expected a whole number from 1 to 4,096, found 0") {
        $0.conditioning?.embeddingSize = 0
      },
    ] as [Damage<ModelDefinition>])
  func validation(_ damage: Damage<ModelDefinition>) throws {
    var model = Examples.definition()
    try model.learnClasses()
    damage.body(&model)
    #expect(throws: ModelError.self) { try model.validate() }
    do { try model.validate() } catch { #expect(error.description == damage.message) }
  }

  @Test("draws classes as often as its images have them, and others when asked")
  func points() throws {
    var model = Examples.definition()
    try model.learnClasses(.auto, [30, 0, 10])
    let drawn = model.points(seed: 5, count: 2000)
    var counts = [0, 0, 0]
    for (index, point) in drawn.enumerated() {
      #expect(Array(point.prefix(5)) == model.latent.point(seed: 5, index: UInt64(index)))
      let weights = Array(point.dropFirst(5))
      #expect(weights.reduce(0, +) == 1 && weights.contains(1))
      counts[weights.firstIndex(of: 1) ?? 0] += 1
    }
    #expect(counts[1] == 0)
    #expect((1420...1580).contains(counts[0]))
    #expect(drawn.classOfEach?.count == 2000)
    #expect(drawn.classOfEach?[7] == "class \(drawn[7].suffix(3).firstIndex(of: 1)! - 5)")  // one of them is 1
    #expect(model.points(seed: 5, count: 3, labels: [2, 1]).classOfEach == ["class 2", "class 1", "class 2"])
    #expect(Examples.definition().points(seed: 5, count: 3).classOfEach == nil)
    #expect(drawn[7] == model.point(seed: 5, index: 7))
    #expect(model.point(seed: 5, index: 7, label: 1).suffix(3) == [0, 1, 0])
    #expect(
      model.points(seed: 5, count: 3, labels: [2, 1]).map { Array($0.suffix(3)) } == [
        [0, 0, 1], [0, 1, 0], [0, 0, 1],
      ])
    // Truncation moves the latent point, not the class.
    let (plain, wide) = (drawn[7], model.points(seed: 5, count: 8, truncation: 1.5)[7])
    #expect(wide.prefix(5) == plain.prefix(5).map { 1.5 * $0 }[...])
    #expect(wide.suffix(3) == plain.suffix(3))
    model.recipe.truncation = 1.5
    #expect(model.points(seed: 5, count: 8)[7] == wide)
    #expect(model.points(seed: 5, count: 8, truncation: 1)[7] == plain)
  }

  @Test("is trained only with images of as many classes")
  func batches() throws {
    var model = Examples.definition()
    try model.learnClasses()
    let error = #expect(throws: TrainingError.self) {
      try Trainer(model, batches: ExampleImages(classCount: 3), seed: 1, device: CPUDevice(threads: 1))
    }
    #expect(error?.description == "the model learns 2 classes, but the images have 3")
  }

  /// Dark images are of one class, bright ones of the other.
  @Test("tells them apart", arguments: [ClassConditioning.Form.embedding, .batchNorm])
  func learning(_ form: ClassConditioning.Form) throws {
    struct TwoKinds: ImageBatches {
      let imageShape: Shape = [8, 8, 1]
      let imageCount = 40
      let contentHash = "two kinds"
      let classCount = 2
      func fill(batch number: Int, into buffer: UnsafeMutableBufferPointer<Float>) {
        for index in buffer.indices { buffer[index] = index / 64 % 2 == 0 ? -0.7 : 0.7 }
      }
      func fillLabels(batch number: Int, into buffer: UnsafeMutableBufferPointer<Float>) {
        for index in buffer.indices { buffer[index] = Float(index % 2) }
      }
    }
    var model = Examples.definition(loss: .hinge, batchSize: 16, steps: 500)
    model.generator = DCGANGenerator(
      channels: [6, 5, 4], kernelSize: 3, normalization: Normalization(.batch, momentum: 0.9)
    ).network(latentSize: 5, imageShape: model.imageShape)
    model.discriminator = DCGANDiscriminator(channels: [6, 8], kernelSize: 3, dropout: 0)
      .network(imageShape: model.imageShape)
    model.recipe.schedule = .constant
    model.recipe.generatorOptimizer = .adam(learningRate: 2e-3, beta1: 0.5)
    model.recipe.discriminatorOptimizer = .adam(learningRate: 2e-3, beta1: 0.5)
    try model.learnClasses(form)
    let device = CPUDevice(threads: 1)
    let trainer = try Trainer(model, batches: TwoKinds(), seed: 3, device: device)
    _ = try trainer.train()
    let sampler = try Sampler(trainer.checkpoint(), device: device)
    func brightness(_ label: Int) throws -> [Double] {
      try sampler.images(model.points(seed: 9, count: 12, labels: [label])).map { image in
        image.pixels.reduce(0) { $0 + Double($1) } / Double(image.pixels.count)
      }
    }
    let (dark, bright) = (try brightness(0), try brightness(1))
    // Real ones have 38 and 217.
    #expect(zip(dark, bright).allSatisfy { $0 + 60 < $1 }, "dark \(dark), bright \(bright)")

    // Half way between the classes an image is neither.
    let walk = try ModelWalk(
      model, keyframes: [0, 1].map { model.point(seed: 9, label: $0) }, frames: 3)
    #expect(walk.count == 3)
    #expect(walk[0] == model.point(seed: 9, label: 0))
    #expect(Array(walk[1].suffix(2)) == [0.5, 0.5])
    #expect(Array(walk[2].suffix(2)) == [0, 1])
    // The same image whatever is asked for beside it.
    let all = try sampler.images(walk)
    #expect(try sampler.images([walk[2]], first: 2) == [all[2]])
    let error = #expect(throws: SamplingError.self) { try sampler.images([model.latent.point(seed: 1)]) }
    #expect(error == .latentSize(found: 5, expected: 7))
  }

  @Test("is resumed exactly")
  func resume() throws {
    var model = Examples.definition()
    try model.learnClasses(.both)
    let whole = try TrainerTests.trainer(model)
    _ = try whole.train()
    let first = try TrainerTests.trainer(model)
    for _ in 0..<5 { _ = try first.step() }
    let resumed = try Examples.withFile { path in
      try first.writeCheckpoint(to: .typed(path))
      return try Trainer(
        resuming: Checkpoint(readingFrom: path), batches: ExampleImages(classCount: 2), device: CPUDevice(threads: 2))
    }
    _ = try resumed.train()
    #expect(try Examples.bytes(of: resumed.checkpoint()) == Examples.bytes(of: whole.checkpoint()))
  }
}
