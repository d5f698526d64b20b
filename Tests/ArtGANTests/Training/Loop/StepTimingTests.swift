import ArtCPU
import ArtGraph
import MLPGAN
import ArtSettings
import ArtTensor
import Testing

@testable import ArtGAN

/// What a training's steps take, from the times of the first ones.
struct StepTimingTests {
  @Test(
    arguments: [
      ([3], 1, 3), ([9, 1, 1], 1, 1), ([5, 4, 1, 1, 1, 1], 1, 1),
      // Slow at first, and once in a while.
      ([8, 6, 5, 4, 3, 1, 1, 1, 40, 1, 1, 1], 1, 1),
      // Two in the middle.
      ([9, 9, 9, 9, 1, 2, 3, 4], 1, 2.5),
      // Every fourth step has a penalty.
      ([7, 9, 9, 9, 5, 1, 1, 1, 5, 1, 1, 1, 5, 1, 1, 1], 4, 2),
      // Once a moment in which something else was done.
      ([9] + [Double](repeating: 9, count: 12) + [3, 1, 3, 1, 3, 50, 3, 1, 3, 1, 3, 1], 2, 2),
      // Fewer steps than a cycle has.
      ([9, 9, 1, 2, 3], 16, 2.5),
    ] as [([Double], Int, Double)])
  func theLaterHalfCounts(times: [Double], cycle: Int, expected: Double) {
    #expect(StepTiming.estimate(times, cycle: cycle) == expected)
  }

  @Test(
    arguments: [
      (nil, UpdateRule.simultaneous, 1), (1, .simultaneous, 1), (8, .simultaneous, 8),
      (16, .alternating(discriminatorSteps: 1), 16), (6, .alternating(discriminatorSteps: 4), 3),
      (4, .alternating(discriminatorSteps: 8), 1),
    ] as [(Int?, UpdateRule, Int)])
  func cyclesFollowFromThePenalty(every: Int?, rule: UpdateRule, expected: Int) {
    var recipe = TrainingRecipe.dcgan
    recipe.updateRule = rule
    recipe.gradientPenalty = every.map { GradientPenalty(.r1, every: $0) }
    #expect(recipe.stepsUntilLikeAgain == expected)
  }

  /// A clock that each step moves on: the first steps are slow.
  @Test(arguments: [(10.0, 2.0, 1.0), (30, 2, 1), (0.5, 2, 2)])
  func stepsAreTimedUntilTheLimit(limit: Double, slow: Double, expected: Double) throws {
    var model = MLPGAN().define(SettingsReader(["size": 8], log: ProblemLog()))
    model.recipe.batchSize = 4
    struct Images: ImageBatches {
      let imageShape: Shape = [8, 8, 1]
      let imageCount = 8
      let contentHash = "grey"
      func fill(batch number: Int, into buffer: UnsafeMutableBufferPointer<Float>) { buffer.update(repeating: 0) }
    }
    let trainer = try Trainer(model, batches: Images(), seed: 1, device: CPUDevice(threads: 1))
    var time = 100.0
    let found = try StepTiming.secondsPerStep(of: trainer, limit: limit) {
      defer { time += trainer.state.step < 4 ? slow : 1 }
      return time
    }
    #expect(found == expected)
    #expect(trainer.state.step >= 3)
    #expect(Double(trainer.state.step) <= limit + 3)
  }

  @Test(arguments: [(60, 0.5, 120), (60, 100, 1), (-1, 1, 1), (1e300, 1e-6, 1_000_000_000_000)])
  func stepsFitIntoSeconds(seconds: Double, perStep: Double, expected: Int) {
    #expect(StepTiming.steps(in: seconds, perStep: perStep) == expected)
  }
}
