import ArtNN
import ArtSettings

private enum ScheduleName: String, CaseIterable {
  case constant
  case linear
  case cosine
  case exponential
}

extension SettingsReader {
  /// The settings of the object `schedule`; a text alone names the curve.
  func schedule(default: LearningRateSchedule) -> LearningRateSchedule {
    nested("schedule", shorthand: "kind", "How the learning rates change over the training.") { settings in
      let usual = Self.parts(of: `default`)
      let kind = settings.choice("kind", default: usual.kind, "The curve behind the warm-up.")
      let end = settings.number(
        "end", default: usual.end, in: 0.0...1, "Of 'linear' and 'cosine': the share of the rate that is left at last.")
      let factor = settings.number(
        "factor", default: usual.factor, in: .above(0), "Of 'exponential': the rate is multiplied by this …")
      let steps = settings.integer("steps", default: usual.steps, in: 1..., "… after each so many steps.")
      let warmup = settings.integer(
        "warmupSteps", default: `default`.warmupSteps, in: 0..., "Steps in which the rate climbs from 0.")
      for (key, kinds) in [
        ("end", [ScheduleName.linear, .cosine]), ("factor", [.exponential]), ("steps", [.exponential]),
      ] where settings.has(key) && !kinds.contains(kind) {
        settings.problem(at: key, .conflict, "the schedule '\(kind.rawValue)' has no '\(key)'")
      }
      let curve: LearningRateSchedule.Curve =
        switch kind {
        case .constant: .constant
        case .linear: .linear(end: end)
        case .cosine: .cosine(end: end)
        case .exponential: .exponential(factor: factor, steps: steps)
        }
      return LearningRateSchedule(curve, warmupSteps: warmup)
    }
  }

  private static func parts(
    of schedule: LearningRateSchedule
  ) -> (kind: ScheduleName, end: Double, factor: Double, steps: Int) {
    switch schedule.curve {
    case .constant: (.constant, 0, 0.5, 1000)
    case .linear(let end): (.linear, end, 0.5, 1000)
    case .cosine(let end): (.cosine, end, 0.5, 1000)
    case .exponential(let factor, let steps): (.exponential, 0, factor, steps)
    }
  }
}
