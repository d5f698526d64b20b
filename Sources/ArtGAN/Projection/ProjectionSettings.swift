/// How the point of an image is looked for.
public struct ProjectionSettings: Hashable, Sendable {
  /// How many points are tried.
  public var starts: Int
  /// How many of them, those with the least loss after a fifth of the steps, are followed to the end.
  public var kept: Int
  /// Steps of each search.
  public var steps: Int
  /// The learning rate at its highest; it rises along the first twentieth of the steps and falls along the last half.
  public var rate: Double
  public var loss: ProjectionLoss
  /// What coordinates are multiplied by before they are drawn.
  public var truncation: Double

  public init(
    starts: Int = 16, kept: Int = 4, steps: Int = 200, rate: Double = 0.1, loss: ProjectionLoss = ProjectionLoss(),
    truncation: Double = 1
  ) {
    self.starts = starts
    self.kept = kept
    self.steps = steps
    self.rate = rate
    self.loss = loss
    self.truncation = truncation
  }

  /// The steps of all starts, before the best ones are chosen.
  public var firstSteps: Int { steps / 5 }

  /// The steps of the search of some targets that are looked for together, for its progress.
  public func steps(ofGroup count: Int) -> Int { count * (firstSteps + 1) + steps - firstSteps + 1 }

  /// The learning rate of each step. Source: Karras et al. 2020, "Analyzing and improving the image quality of StyleGAN",
  /// appendix D, with a longer fall.
  func rates(of steps: Int) -> [Float] {
    (0..<steps).map { step in
      let share = Double(step) / Double(max(steps, 1))
      let rise = min(1, (share + 1 / Double(max(steps, 1))) / 0.05)
      let fall = min(1, (1 - share) / 0.5)
      return Float(rate * rise * fall * fall * (3 - 2 * fall))
    }
  }
}
