/// Tells how far an evaluation is after its samples are made: which of its parts is computed.
final class EvaluationProgress {
  private let context: StageContext
  private var done = 0
  /// The real pictures, the parts of both sets that are compared with them, and near copies in both.
  private let total: Int

  /// - Parameter slices: whether the pictures are large enough for patches.
  init(_ context: StageContext, slices: Bool) {
    self.context = context
    total = 1 + 2 * (Evaluator.Part.allCases.count - (slices ? 0 : 1)) + 2
  }

  func begin(_ part: String) {
    done += 1
    context.observer(
      .progress(StageProgress(stage: context.id, done: done, total: total, unit: "part", doing: part)))
  }

  func begin(_ set: String, _ part: Evaluator.Part) { begin("\(set): \(part.rawValue)") }
}
