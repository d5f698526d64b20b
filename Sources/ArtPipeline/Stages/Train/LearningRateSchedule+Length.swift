import ArtNN

extension LearningRateSchedule {
  /// Whether a step's rate is the same however long the whole training is.
  var isIndependentOfTotal: Bool {
    switch curve {
    case .constant, .exponential: true
    case .linear, .cosine: false
    }
  }
}
