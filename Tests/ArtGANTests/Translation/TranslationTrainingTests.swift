import ArtCPU
import ArtGAN
import ArtGraph
import ArtNN
import ArtTensor
import Foundation
import Testing

@Suite("Training a model that translates")
struct TranslationTrainingTests {
  static let rules: [UpdateRule] = [.simultaneous, .alternating(discriminatorSteps: 2)]

  @Test(
    "that was stopped and resumed, with other threads, writes the same bytes as one that was not",
    arguments: TranslationExamples.Form.allCases, rules)
  func resume(_ form: TranslationExamples.Form, rule: UpdateRule) throws {
    try TrainerTests.expectExactResume(
      TranslationExamples.definition(form, rule: rule), stop: 3, batches: TranslationBatches())
  }

  @Test("measures each of its terms", arguments: TranslationExamples.Form.allCases)
  func terms(_ form: TranslationExamples.Form) throws {
    let definition = try TranslationExamples.definition(form)
    let metrics = try trainer(definition).step()
    let expected: [TranslationExamples.Form: Set<String>] = [
      .pairs: ["l1", "features"], .cycle: ["cycle", "identity", "backward"], .contrast: ["patch-contrast"],
    ]
    #expect(Set(metrics.terms?.keys.map(\.self) ?? []) == expected[form])
    #expect(metrics.terms?.values.allSatisfy { $0.isFinite && $0 > 0 } == true)
    let line = try JSONEncoder().encode(metrics)
    #expect(try JSONDecoder().decode(StepMetrics.self, from: line) == metrics)
  }

  @Test("changes all of its networks", arguments: TranslationExamples.Form.allCases)
  func networks(_ form: TranslationExamples.Form) throws {
    let trainer = try trainer(TranslationExamples.definition(form))
    let before = try trainer.checkpoint().tensors
    for _ in 0..<3 { _ = try trainer.step() }
    let after = try trainer.checkpoint().tensors
    for name in try trainer.definition.weightShapes().keys.sorted() where name.hasSuffix("kernel") {
      #expect(after[name] != before[name], "\(name)")
    }
  }

  @Test("learns from pairs what to do with other images")
  func learns() throws {
    var definition = try TranslationExamples.definition(.pairs, batchSize: 4, steps: 300)
    // Without instance normalisation, which leaves nothing of how bright an image is.
    definition.generator.layers = [
      Conv2D(filters: 12, kernelSize: 3, padding: .same), LeakyReLU(slope: 0.2),
      Conv2D(filters: 3, kernelSize: 3, padding: .same), Tanh(),
    ]
    let trainer = try trainer(definition)
    let first = try trainer.step().terms?["l1"] ?? 0
    var last: [Float] = []
    while !trainer.isFinished { last.append(try trainer.step().terms?["l1"] ?? 1) }
    #expect(last.suffix(10).reduce(0, +) / 10 < first / 4)

    // A batch that it never saw, at another size than it learnt on.
    let translator = try Translator(
      definition, size: Size2D(8, 6), variables: trainer.variables, device: CPUDevice(threads: 1))
    var image = [Float](repeating: 0, count: 192)
    image.withUnsafeMutableBufferPointer { TranslationBatches().fillInputs(batch: 9999, into: $0) }
    var cut: [Float] = []
    for row in 0..<8 { cut += image[(row * 24)..<(row * 24 + 18)] }
    let output = try cut.withUnsafeBufferPointer { try translator.translate(raw: $0) { Array($0) } }
    var error: Float = 0
    for pixel in stride(from: 0, to: 144, by: 3) {
      let wanted = [-cut[pixel + 2], cut[pixel], -cut[pixel + 1]]
      for channel in 0..<3 { error += abs(output[pixel + channel] - wanted[channel]) / 144 }
    }
    #expect(error < 0.35)
  }

  @Test("keeps what the history is to show, as its draws say")
  func history() throws {
    // With one step each, the kept fakes are those of the generator at that step: compared through the checkpoint.
    let definition = try TranslationExamples.definition(.cycle, batchSize: 2, steps: 4)
    let trainer = try trainer(definition)
    var filled: [Int] = []
    for _ in 0..<4 {
      _ = try trainer.step()
      let history = try #require(try trainer.checkpoint().tensors["history.fakes"])
      #expect(history.shape == [4, 192])
      let rows = (0..<4).map { row in Array(history.scalars[(row * 192)..<((row + 1) * 192)]) }
      filled.append(rows.count { row in row.contains { $0 != 0 } })
    }
    #expect(filled == [2, 4, 4, 4])
  }

  @Test("refuses images that do not fit", arguments: TranslationExamples.Form.allCases)
  func refusals(_ form: TranslationExamples.Form) throws {
    let definition = try TranslationExamples.definition(form)
    var none = TranslationBatches()
    none.inputShape = nil
    #expect(throws: TrainingError.inputShape(found: nil, expected: [8, 8, 3])) {
      try Trainer(definition, batches: none, seed: 1, device: CPUDevice(threads: 1))
    }
    #expect(throws: TrainingError.inputShape(found: [8, 8, 3], expected: nil)) {
      try Trainer(
        Examples.definition(), batches: TranslationBatches(imageShape: [8, 8, 1]), seed: 1,
        device: CPUDevice(threads: 1))
    }
  }

  private func trainer(_ definition: ModelDefinition) throws -> Trainer {
    try Trainer(definition, batches: TranslationBatches(), seed: 7, device: CPUDevice(threads: 2))
  }
}
