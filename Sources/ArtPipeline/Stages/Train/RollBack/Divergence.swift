import ArtGAN

/// A number of a training that is no longer finite, whoever met it first.
struct Divergence {
  /// The step after which, or in which, it was met.
  let step: Int
  /// What it is, in words.
  let what: String

  /// - Returns: nil for an error of another kind.
  init?(_ error: any Error, in trainer: Trainer) {
    switch error {
    case TrainingError.diverged(let step, let what, _):
      self.init(step: step, what: what)
    case SamplingError.notFinite:
      self.init(step: trainer.state.step, what: "a pixel of a sample")
    default:
      return nil
    }
  }

  /// The same error whoever met the number.
  ///
  /// - Parameter lastGood: the step of the checkpoint that the training has left; nil where there is none.
  func error(lastGood: Int?) -> TrainingError { .diverged(step: step, what: what, lastGood: lastGood) }

  private init(step: Int, what: String) {
    self.step = step
    self.what = what
  }
}
