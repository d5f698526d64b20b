import ArtEvaluation
import ArtFiles
import ArtGAN
import ArtSettings
import Foundation

/// The evaluations of a training in its folder, and the best model that they tell.
struct EvaluationFile {
  let context: StageContext
  let files: TrainingFiles
  /// Names what evaluations are made by.
  let settings: String?

  private var folder: RunFolder { context.folder }

  /// The evaluations of the training that is resumed, as far as they can be gone on with: those that are made alike, where
  /// the best model that they tell is there. What cannot be used is moved aside.
  ///
  /// - Parameters:
  ///   - step: the steps done.
  ///   - score: how good a model is: lower is better.
  ///   - measure: evaluates a model, as it was done in the training.
  func read(
    upTo step: Int, score: (EvaluationRecord) -> Double, measure: (Checkpoint) throws -> EvaluationRecord
  ) throws -> EvaluationRecords {
    guard step > 0 else { return EvaluationRecords() }
    var records = try readLines(upTo: step)
    guard records.all.allSatisfy(isAlike) else {
      for file in [files.evaluations, files.best] {
        try context.moveAside(file, because: "evaluations are made in another way now")
      }
      return EvaluationRecords()
    }
    try addBest(to: &records, doneSteps: step, measure)
    guard let best = records.all.min(by: { score($0) < score($1) }) else {
      try context.moveAside(files.best, because: "the evaluations that tell it from others are lost")
      return records
    }
    if try restoreBest(ofStep: best.step, doneSteps: step) { return records }
    let lost = "the best model, of step \(Counted.text(best.step)), is lost"
    for file in [files.evaluations, files.best] { try context.moveAside(file, because: lost) }
    context.warn(
      "\(lost): neither that file nor a kept checkpoint of its step is whole; the best model is chosen anew from step "
        + "\(Counted.text(step)) on", about: folder.path(of: files.best))
    return EvaluationRecords()
  }

  /// The evaluations that can be read. Where lines were changed or cannot be read, the file is kept as it is under another
  /// name, and that is told.
  func readLines(upTo step: Int) throws -> EvaluationRecords {
    guard folder.exists(files.evaluations) else {
      if files.hasBest { context.warn("it is missing", about: folder.path(of: files.evaluations)) }
      return EvaluationRecords()
    }
    let records: EvaluationRecords
    do {
      records = try EvaluationRecords(
        Data(try folder.contents(of: files.evaluations, limit: RunFileLimits.evaluations)), upTo: step)
    } catch let error as NewerEvaluations {
      throw PipelineError(.data, "\(folder.path(of: files.evaluations)): \(error)")
    }
    if !records.brokenLines.isEmpty {
      try context.moveAside(files.evaluations, because: records.brokenLines.damagedLines)
    } else if context.cache?.damaged.contains(files.evaluations) ?? false {
      try context.moveAside(files.evaluations, because: Damage.Kind.changed.rawValue)
    }
    return records
  }

  /// Evaluates the best model once more, where it is whole and its line is lost.
  private func addBest(
    to records: inout EvaluationRecords, doneSteps: Int, _ measure: (Checkpoint) throws -> EvaluationRecord
  ) throws {
    guard files.hasBest,
      let best = try Checkpoint.unlessDamaged({
        try Checkpoint(readingFrom: folder.file(files.best), components: files.components)
      }),
      let step = best.state?.step, step <= doneSteps, records[step] == nil
    else { return }
    records.add(try measure(best))
    context.observer(
      .note("\(folder.path(of: files.best)), of step \(Counted.text(step)), is evaluated again: its line is lost"))
  }

  /// Evaluations of the first version do not tell what they were made by; the manifest does.
  private func isAlike(_ record: EvaluationRecord) -> Bool {
    let made = record.settings ?? context.cache?.previous.flatMap { TrainingInputs.evaluation($0.inputs) }
    return made == settings
  }

  /// Makes sure that the best model is there.
  ///
  /// - Returns: false where it is lost.
  private func restoreBest(ofStep step: Int, doneSteps: Int) throws -> Bool {
    if files.hasBest {
      do {
        let found = try Checkpoint.training(inFile: folder.file(files.best), components: files.components).state
          .step
        // One from after an older checkpoint that had to be gone back to is found again.
        if found == step || found > doneSteps { return true }
      } catch {
        guard Checkpoint.isDamage(error) else { throw error }
        try context.moveAside(files.best, because: context.reason(error, files.best))
      }
    }
    let copy = files.checkpoint(ofStep: step)
    let kept = try Checkpoint.unlessDamaged {
      files.isThere(copy)
        ? try Checkpoint.training(inFile: folder.file(copy), components: files.components) : nil
    }
    guard kept != nil else { return false }
    try folder.link(copy, as: files.best)
    context.observer(.note("\(folder.path(of: files.best)) is restored from \(folder.path(of: copy))"))
    return true
  }

  /// As a whole: the file is small, and so never half-written.
  func write(_ records: EvaluationRecords) throws {
    try folder.file(files.evaluations).write(Array(records.lines()))
  }
}
