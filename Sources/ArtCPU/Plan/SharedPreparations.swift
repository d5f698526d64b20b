import ArtGraph

/// Which step of a plan prepares an operand for which others: a kernel that several convolutions read in the same form is
/// brought into it once in a run.
struct SharedPreparations {
  /// For each step that reads a prepared operand: the step that prepares it, the first of those that read it.
  private(set) var maker: [Int: Int] = [:]

  /// For each step that prepares: from when to when the form is needed.
  private(set) var lives: [Int: ClosedRange<Int>] = [:]

  init(_ plan: CPUPlan) {
    var known: [Key: Int] = [:]
    for (index, step) in plan.steps.enumerated() {
      guard let preparation = step.kernel.preparation else { continue }
      let key = Key(operand: preparation.operand, form: preparation.form)
      let first = known[key] ?? index
      if plan.isUnchangedWhileRead(preparation.operand) { known[key] = first }
      maker[index] = first
      lives[first] = step.keepsPreparation ? 0...plan.end : first...index
    }
  }

  private struct Key: Hashable {
    let operand: Int
    let form: AnyHashable
  }
}

extension CPUPlan {
  /// Whether a buffer holds the same numbers for all steps of a run that read it. A variable's new value is written after
  /// the old one is read for the last time; a place in the arena may serve for one result after another.
  func isUnchangedWhileRead(_ buffer: Int) -> Bool {
    guard case .arena = buffers[buffer].storage else { return true }
    return bufferOf.values.count { $0 == buffer } == 1
  }
}
