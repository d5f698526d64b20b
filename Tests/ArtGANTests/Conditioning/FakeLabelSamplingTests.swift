import ArtCPU
import ArtGraph
import ArtNN
import ArtSettings
import ArtTensor
import Foundation
import Testing

@testable import ArtGAN

@Suite("Classes of generated images")
struct FakeLabelSamplingTests {
  private static func model(
    _ fakeLabelSampling: FakeLabelSampling?, _ rule: UpdateRule = .simultaneous, counts: [Int] = [20, 20]
  ) throws -> ModelDefinition {
    var model = Examples.definition(updateRule: rule)
    try model.learnClasses(.embedding, counts)
    model.conditioning?.fakeLabelSampling = fakeLabelSampling
    return model
  }

  @Test(
    "are drawn as often as they shall come",
    arguments: [(FakeLabelSampling.frequency, [600, 0, 300, 100]), (.uniform, [333, 0, 333, 333])])
  func shares(_ fakeLabelSampling: FakeLabelSampling, expected: [Int]) throws {
    let conditioning = try Self.model(fakeLabelSampling, counts: [60, 0, 30, 10]).conditioning
    let classes = try #require(SampledLabels(conditioning))
    func draw(_ seed: UInt64) -> [Float] {
      var labels = [Float](repeating: -1, count: 100_000)
      labels.withUnsafeMutableBufferPointer { classes.fill($0, key: RandomKey(seed: seed)) }
      return labels
    }
    let labels = draw(1)
    for (label, share) in expected.enumerated() {
      let found = labels.count { $0 == Float(label) } / 100
      #expect(abs(found - share) < 10, "class \(label)")
      if share == 0 { #expect(found == 0) }
    }
    #expect(draw(1) == labels)
    #expect(draw(2) != labels)
  }

  /// Real images that are all of class 0. What the generator has learnt of class 1 shows whether it made any.
  private struct OneClass: ImageBatches {
    let imageShape: Shape = [8, 8, 1]
    let imageCount = 40
    let contentHash = "one class"
    let classCount = 2
    func fill(batch number: Int, into buffer: UnsafeMutableBufferPointer<Float>) {
      ExampleImages().fill(batch: number, into: buffer)
    }
    func fillLabels(batch number: Int, into buffer: UnsafeMutableBufferPointer<Float>) { buffer.update(repeating: 0) }
  }

  @Test(
    "are the real ones', or drawn on their own",
    arguments: [(nil, false), (.batch, false), (.frequency, true), (.uniform, true)] as [(FakeLabelSampling?, Bool)],
    [UpdateRule.simultaneous, .alternating(discriminatorSteps: 2)])
  func independence(_ test: (fakeLabelSampling: FakeLabelSampling?, isDrawn: Bool), rule: UpdateRule) throws {
    let trainer = try Trainer(
      Self.model(test.fakeLabelSampling, rule), batches: OneClass(), seed: 4, device: CPUDevice(threads: 1))
    func rows(_ name: String) throws -> [ArraySlice<Float>] {
      let numbers = try #require(trainer.variables[name]).scalars
      return [numbers.prefix(numbers.count / 2), numbers.suffix(numbers.count / 2)]
    }
    let names = ["generator.layers.0.embedding", "discriminator.layers.5.embedding"]
    for name in names {
      let before = try rows(name)
      for _ in 0..<2 { _ = try trainer.step() }
      let after = try rows(name)
      #expect(before[0] != after[0])
      #expect((before[1] != after[1]) == test.isDrawn, "\(name)")
    }
  }

  @Test("are a training's as before where nothing is said")
  func unchanged() throws {
    let (usual, batch) = (try Self.model(nil), try Self.model(.batch))
    let text = String(decoding: try JSONEncoder().encode(usual), as: UTF8.self)
    #expect(!text.contains("fakeLabelSampling"))
    #expect(try JSONDecoder().decode(ModelDefinition.self, from: Data(text.utf8), configuration: .standard) == usual)
    let tensors = try [usual, batch].map {
      let trainer = try TrainerTests.trainer($0)
      _ = try trainer.train()
      return try trainer.checkpoint().tensors
    }
    #expect(tensors[0] == tensors[1])
  }

  @Test(
    "let a training be resumed to the bit, with any number of threads",
    arguments: [FakeLabelSampling.frequency, .uniform],
    [UpdateRule.simultaneous, .alternating(discriminatorSteps: 2)])
  func resume(_ fakeLabelSampling: FakeLabelSampling, rule: UpdateRule) throws {
    var model = try Self.model(fakeLabelSampling, rule, counts: [30, 10])
    try TrainerTests.expectExactResume(model, stop: 5, batches: ExampleImages(classCount: 2))
    model.recipe.loss = .relativisticAverage
    model.recipe.gradientPenalty = GradientPenalty(.wganGP, every: 2)
    try TrainerTests.expectExactResume(model, stop: 5, batches: ExampleImages(classCount: 2))
  }

  @Test(
    "are a setting",
    arguments: [
      ([:], nil), (["fakeLabelSampling": "batch"], nil), (["fakeLabelSampling": "frequency"], .frequency),
      (["fakeLabelSampling": "uniform", "generator": "embedding"], .uniform),
    ] as [(SettingValue, FakeLabelSampling?)])
  func settings(value: SettingValue, expected: FakeLabelSampling?) throws {
    let log = ProblemLog()
    let reader = SettingsReader(["classes": value], log: log)
    let conditioning = reader.classConditioning(default: nil)
    try log.check()
    #expect(conditioning != nil)
    #expect(conditioning?.fakeLabelSampling == expected)
  }
}
