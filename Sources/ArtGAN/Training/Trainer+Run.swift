/// How a training ended.
public enum TrainingEnd: String, Codable, Hashable, Sendable {
  /// The budget is used up.
  case finished
  /// The caller asked to stop. A checkpoint was taken.
  case stopped
}

extension Trainer {
  /// Trains until the budget is used up or the caller asks to stop.
  ///
  /// - Throws: ``TrainingError/diverged(step:what:lastGood:)``, or whatever one of the events throws.
  public func train(_ events: TrainingEvents = TrainingEvents()) throws -> TrainingEnd {
    while !isFinished {
      if events.shouldStop() {
        try takeCheckpoint(events)
        return .stopped
      }
      try events.onStep(step())
      if isDue(events.sampleEvery) { try events.onSample(self) }
      if !isFinished, isDue(events.checkpointEvery) { try takeCheckpoint(events) }
    }
    try takeCheckpoint(events)
    return .finished
  }

  private func takeCheckpoint(_ events: TrainingEvents) throws {
    try markGood()
    try events.onCheckpoint(self)
  }

  private func isDue(_ interval: Int?) -> Bool {
    guard let interval, interval > 0 else { return false }
    return state.step % interval == 0 || isFinished
  }
}
