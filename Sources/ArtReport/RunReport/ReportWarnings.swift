import ArtGAN
import ArtPipeline
import ArtSettings

/// What a run's log and its manifest warn of, in plain words.
struct ReportWarnings {
  let run: ReportedRun
  let model: ReportedModel?

  var all: [ReportData.Warning] {
    run.trainings.flatMap(healthWarnings) + rollBackWarnings + keptWarnings + unfinishedWarnings + imageWarnings
  }

  /// Whether all that the trainings warned of is among ``all``: older versions kept only what the log tells, and no sign
  /// can be told where the model is lost.
  var areComplete: Bool {
    model != nil && !run.trainings.isEmpty
      && run.trainings.allSatisfy { run.manifest?.warnings?[$0.id] != nil }
  }

  /// The signs that are there at the end of a training.
  private func healthWarnings(_ log: TrainingLog) -> [ReportData.Warning] {
    let place = run.trainings.count > 1 ? "In “\(log.id)”, since" : "Since"
    let since = signs(log)
    return TrainingHealth.Sign.allCases.compactMap { sign in
      since[sign].map {
        .init(
          text: "\(place) step \(Counted.text($0)) \(sign.words).", advice: Self.sentence(sign.advice), step: $0)
      }
    }
  }

  /// The signs of a training, and the steps since which they are there: as its log tells them, or only its samples did.
  private func signs(_ log: TrainingLog) -> [TrainingHealth.Sign: Int] {
    var since: [TrainingHealth.Sign: Int] = [:]
    for record in run.manifest?.warnings?[log.id] ?? [] {
      if let sign = record.sign, let step = record.step { since[sign] = step }
    }
    guard let recipe = model?.definition.recipe else { return since }
    let known = log.id == run.training?.id ? model?.state?.totalSteps : nil
    let total = known ?? run.manifest?.stage(log.id)?.training?.steps ?? log.steps.last?.step ?? 0
    return log.health(totalSteps: total, loss: recipe.loss).since.merging(since) { logged, _ in logged }
  }

  private var rollBackWarnings: [ReportData.Warning] {
    let backs = run.trainingRecord?.training?.rollBacks ?? model?.state?.rollBacks ?? []
    guard let last = backs.last else { return [] }
    return [
      .init(
        text: "Numbers grew beyond all bounds; training went back to an earlier step "
          + "\(Counted.text(backs.count, "time")).", advice: "A lower learning rate often helps.", step: last.step)
    ]
  }

  /// What stages warned of, in the order in which they ran, and those behind them that wrote no file of their own.
  private var keptWarnings: [ReportData.Warning] {
    let kept = run.manifest?.warnings ?? [:]
    let recorded = run.stages.map(\.id)
    let order = recorded + kept.keys.filter { !recorded.contains($0) }.sorted()
    let records = order.flatMap { kept[$0] ?? [] }.filter { $0.sign == nil }
    return records.map { record -> ReportData.Warning in
      guard let file = record.file else { return ReportData.Warning(text: Self.sentence(record.words)) }
      return ReportData.Warning(text: "\(run.isShared ? "A file" : file): \(record.words).")
    }
  }

  private var unfinishedWarnings: [ReportData.Warning] {
    run.stages.filter { $0.status != .done }.map { stage in
      .init(
        text: "The stage “\(stage.id)” has not come to its end.", advice: "The same command goes on where it stopped.")
    }
  }

  private var imageWarnings: [ReportData.Warning] {
    let others = (run.manifest?.dataset?.warnings ?? []).map { ReportData.Warning(text: Self.sentence($0)) }
    guard let rejected = run.manifest?.dataset?.rejected, !rejected.isEmpty else { return others }
    let text =
      "\(Counted.text(rejected.count, "image")) could not be read and \(rejected.count == 1 ? "was" : "were") left out"
    let most = 8
    var names = rejected.sorted { $0.key < $1.key }.prefix(most).map { "\($0.key) (\($0.value))" }
    if rejected.count > most { names.append("\(rejected.count - most) more") }
    let whole = run.isShared ? "\(text)." : "\(text): \(names.joined(separator: "; "))."
    return [ReportData.Warning(text: whole)] + others
  }

  private static func sentence(_ words: String) -> String { "\(words.capitalizedFirst)." }
}
