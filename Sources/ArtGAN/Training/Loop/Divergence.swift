/// A number of a training that became NaN or infinity, wherever it was found.
public struct Divergence: Hashable, Sendable {
  /// The step in which, or after which, it was found.
  public let step: Int
  /// What it is, in words.
  public let what: String

  /// - Returns: nil for an error of another kind.
  init?(_ error: any Error, in trainer: Trainer) {
    switch error {
    case TrainingError.diverged(let step, let what, _): (self.step, self.what) = (step, what)
    case SamplingError.notFinite: (step, what) = (trainer.state.step, "a pixel of a sample")
    default: return nil
    }
  }

  /// The same error wherever the number was found.
  ///
  /// - Parameter lastGood: the step of the checkpoint that the training has left; nil where there is none.
  func error(lastGood: Int?) -> TrainingError { .diverged(step: step, what: what, lastGood: lastGood) }
}
