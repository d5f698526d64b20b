import ArtCPU
import ArtData
import ArtGraph
import ArtNN
import ArtTensor
import ArtTestSupport
import Foundation
import Testing

@testable import ArtEvaluation

struct ClassifierTrainerTests {
  private static let recipe = ClassifierRecipe(
    optimizer: .adam(learningRate: 0.01), batchSize: 16, epochs: 8)

  private func trainer(
    resuming: (tensors: [String: Tensor], step: Int)? = nil, threads: Int = 2, black: Float = 0, white: Float = 1
  ) throws -> ClassifierTrainer {
    try ClassifierTrainer(
      Examples.definition(black: black, white: white), recipe: Self.recipe, dataset: Examples.dataset(300),
      augmentation: Augmentation([RandomShift(1)]), seed: 3, resuming: resuming, device: CPUDevice(threads: threads))
  }

  @Test(arguments: [(Float(0), Float(1)), (-1, 1), (1, 0)])
  func classesAreLearnt(black: Float, white: Float) throws {
    let trainer = try trainer(black: black, white: white)
    let test = try Examples.dataset(150, seed: 77)
    let labels = try #require(test.labels)
    let before = try trainer.extractor().accuracy(ImageSet(test), labels: labels)
    #expect(before < 0.7)
    var losses: [Float] = []
    while !trainer.isFinished { losses.append(try trainer.advance().loss) }
    #expect(losses.count == 150)
    #expect(losses.prefix(10).reduce(0, +) > 2 * losses.suffix(10).reduce(0, +))
    let accuracy = try trainer.extractor().accuracy(ImageSet(test), labels: labels)
    #expect(accuracy > 0.9)
    // The network that is handed out answers as the one that was trained.
    let exported = try FeatureExtractor(trainer.trained(), device: CPUDevice(threads: 1))
    let isEqual = try exported(ImageSet(test)) == trainer.extractor()(ImageSet(test))
    #expect(isEqual)
  }

  @Test func stoppedAndResumedGivesTheSameBits() throws {
    let (whole, first) = (try trainer(), try trainer())
    for _ in 0..<20 { _ = try whole.advance() }
    for _ in 0..<9 { _ = try first.advance() }
    let second = try trainer(resuming: (first.tensors, first.step), threads: 1)
    #expect(second.step == 9)
    for _ in 9..<20 { _ = try second.advance() }
    for (name, tensor) in whole.tensors {
      let isEqual = second.tensors[name] == tensor
      #expect(isEqual, "\(name)")
    }
  }

  @Test func lossAndAccuracyAreThoseOfTheFormula() throws {
    let logits: [Float] = [1, 2, 3, 0, -50, 50, 80, 90, -300]
    let labels: [Float] = [2, 2, 0]
    let graph = Graph()
    let (x, y) = (graph.input("x", shape: [3, 3]), graph.input("y", shape: [3]))
    let program = try Program(
      graph,
      outputs: [
        "loss": softmaxCrossEntropy(logits: x, labels: y), "accuracy": accuracy(logits: x, labels: y),
        "softmax": softmax(x),
      ])
    let executor = try CPUDevice(threads: 1).makeExecutor(program)
    try executor.setInput("x", Tensor(shape: [3, 3], scalars: logits))
    try executor.setInput("y", Tensor(shape: [3], scalars: labels))
    try executor.run()
    // By hand: log Σ e^l − l_y is log(1 + e⁻¹ + e⁻²), 0 and 10 but for what is lost in rounding.
    let expected = (log(1 + exp(-1.0) + exp(-2.0)) + 0 + 10.0000454) / 3
    #expect(abs(Double(try executor.output("loss").scalars[0]) - expected) < 1e-5)
    #expect(abs(try executor.output("accuracy").scalars[0] - 2.0 / 3) < 1e-6)
    let shares = try executor.output("softmax").scalars
    for row in 0..<3 { #expect(abs(shares[(3 * row)..<(3 * row + 3)].reduce(0, +) - 1) < 1e-6) }
    #expect(abs(shares[2] - Float(1 / (1 + exp(-1.0) + exp(-2.0)))) < 1e-6)
  }

  @Test func whatCannotBeLearntIsExplained() throws {
    let plain = try Dataset(
      name: "plain", height: 8, width: 8, channels: 1, pixels: [UInt8](repeating: 0, count: 64))
    let large = try Dataset(
      name: "large", height: 9, width: 8, channels: 1, pixels: [UInt8](repeating: 0, count: 72), labels: [0],
      classNames: ["a"])
    for (dataset, message) in [
      (
        plain,
        "the images of plain have no labels to train on: a folder needs a subfolder for each class, IDX files a "
          + "file of labels"
      ),
      (
        large,
        "takes images of shape [8, 8, 1] (height, width, channels), but these have shape [9, 8, 1]"
      ),
    ] {
      let error = #expect(throws: FeatureNetworkError.self) {
        try ClassifierTrainer(
          Examples.definition(), recipe: Self.recipe, dataset: dataset, seed: 1, device: CPUDevice(threads: 1))
      }
      #expect(error?.description == message)
    }
  }

  @Test func aLossThatIsNoNumberEndsTheTraining() throws {
    let recipe = ClassifierRecipe(
      optimizer: .sgd(learningRate: 1e30), schedule: .constant, batchSize: 16, epochs: 10)
    let trainer = try ClassifierTrainer(
      Examples.definition(), recipe: recipe, dataset: Examples.dataset(60), seed: 1, device: CPUDevice(threads: 1))
    let error = #expect(throws: ClassifierDivergence.self) { while !trainer.isFinished { _ = try trainer.advance() } }
    #expect(
      error?.description == "training diverged at step \(trainer.step): the loss is NaN or infinity. "
        + "A lower learning rate often helps")
  }
}
