import ArtFiles
import ArtSettings

/// What becomes of a stage's record while it runs.
extension Manifest {
  /// A stage begins. What is known of the run before is kept until it has come to its end.
  mutating func begin(_ stage: PlannedStage, key: ContentHash, inputs: [String: SettingValue]) {
    let before = self.stage(stage.id).flatMap { $0.kind == stage.kind ? $0 : nil }
    let record = StageRecord(
      id: stage.id, kind: stage.kind, status: .running, key: key, inputs: inputs, outputs: before?.outputs ?? [],
      replaced: before?.replaced, training: before?.training)
    if let index = stages.firstIndex(where: { $0.id == record.id }) {
      stages[index] = record
    } else {
      stages.append(record)
    }
  }

  /// A stage has come to its end. What the run before wrote and this one did not is to be removed.
  mutating func end(
    _ id: String, outputs: [FileRecord], training: TrainingRecord?, programs: [ProgramRecord], seconds: Double
  ) {
    guard stage(id) != nil else { return }
    let names = Set(outputs.map(\.file))
    // Stages that are no longer in the document may have written files of the same names.
    stages.removeAll { $0.id != id && $0.outputs.contains { names.contains($0.file) } }
    let kept = names.union(stages.filter { $0.id != id }.flatMap { $0.outputs.map(\.file) })
    changeStage(id) { record in
      record.replaced = (record.outputs + (record.replaced ?? [])).filter { !kept.contains($0.file) }
      if record.replaced?.isEmpty == true { record.replaced = nil }
      record.status = .done
      record.training = training
      record.programs = programs
      record.seconds = seconds
      record.outputs = outputs
    }
  }

  /// Changes the record of a stage, where there is one.
  mutating func changeStage(_ id: String, _ change: (inout StageRecord) -> Void) {
    if let index = stages.firstIndex(where: { $0.id == id }) { change(&stages[index]) }
  }
}
