import ArtSettings

extension Planner {
  /// Names the stages, finds what each takes from which, and gives them what others ask of them.
  func connect(_ entries: [StageEntry], _ document: SettingValue, _ log: ProblemLog) -> [PlannedStage] {
    let ids = name(entries, log)
    checkOutputs(entries, ids, log)
    let written = document["stages"]?.array ?? []
    var planned = entries.indices.compactMap { index -> PlannedStage? in
      guard let stage = entries[index].stage else { return nil }
      let input = findInput(of: index, in: entries, ids: ids, written: written, log)
      var settings = written[index]
      if settings.string == nil {
        settings["id"] = nil
        settings["from"] = nil
      } else {
        settings = ["kind": SettingValue(entries[index].common.kind)]
      }
      return PlannedStage(id: ids[index], stage: stage, input: input, settings: settings)
    }
    // Where a kind is not known, its place is missing.
    guard planned.count == entries.count else { return planned }
    planned = askingInputs(planned)
    for (index, stage) in planned.enumerated() {
      guard let input = stage.input, let problem = Self.problem(of: stage, takingFrom: planned[input]) else { continue }
      log.add(
        Problem(
          .conflict, problem.message, at: written[index][problem.key]?.location ?? entries[index].location,
          path: "\(entries[index].path).\(problem.key)"))
    }
    return planned
  }

  /// Why a stage cannot take from another one, with the setting to blame; nil where it can.
  private static func problem(
    of stage: PlannedStage, takingFrom giver: PlannedStage
  ) -> (key: String, message: String)? {
    let type = type(of: giver.stage)
    if stage.stage.needsPoints, type.output != .model, !type.givesPoints {
      return (
        "from",
        "'\(stage.id)' needs images that are each drawn from one point of a model, and those of '\(giver.id)' are not; "
          + "take from another stage, such as 'sample'"
      )
    }
    return stage.stage.problem(takingFrom: giver.stage)
      ?? giver.stage.imageCount(classes: nil).flatMap(stage.stage.problem(takingImages:))
  }

  /// The stages with the settings that those behind them ask for, where the document does not write these.
  private func askingInputs(_ planned: [PlannedStage]) -> [PlannedStage] {
    var stages = planned
    for stage in planned {
      guard let input = stage.input, !stage.stage.asksOfInput.isEmpty else { continue }
      let giver = stages[input]
      let type = type(of: giver.stage)
      let known = Set((tools.stages.describe(type.kind, in: environment) ?? []).map(\.key))
      let asked = stage.stage.asksOfInput.filter { known.contains($0.key) && giver.settings[$0.key] == nil }
      guard !asked.isEmpty else { continue }
      var settings = giver.settings
      for (key, value) in asked { settings[key] = value }
      let reader = SettingsReader(settings, environment: environment, log: ProblemLog())
      stages[input] = PlannedStage(id: giver.id, stage: type.init(reader), input: giver.input, settings: settings)
    }
    return stages
  }

  /// The id of each stage; two that give themselves the same are a problem.
  private func name(_ entries: [StageEntry], _ log: ProblemLog) -> [String] {
    var taken: Set<String> = []
    for entry in entries {
      guard let id = entry.common.id, !taken.insert(id).inserted else { continue }
      log.add(
        Problem(.conflict, "another stage has the id '\(id)' too", at: entry.location, path: "\(entry.path).id"))
    }
    return StageEntry.ids(entries.map { ($0.common.id, $0.common.kind) })
  }

  /// No two stages may write the same file, nor one a file of the run's own. Some systems take names for the same that differ
  /// in the case of letters.
  private func checkOutputs(_ entries: [StageEntry], _ ids: [String], _ log: ProblemLog) {
    var writers: [String: String] = [:]
    let own = Set((isForRuns ? Manifest.ownNames : []).map { $0.lowercased() })
    for (entry, id) in zip(entries, ids) {
      for name in entry.stage?.outputNames(id: id) ?? [] {
        func problem(_ words: String) {
          log.add(Problem(.conflict, words, at: entry.location, path: entry.path))
        }
        if own.contains(name.lowercased()) {
          problem("'\(id)' would write \(name), which is a file of the run's own; give it another 'file'")
        }
        guard let other = writers.updateValue(id, forKey: name.lowercased()), other != id else { continue }
        problem("'\(other)' writes \(name) too; give one another 'file'")
      }
    }
  }

  private func findInput(
    of index: Int, in entries: [StageEntry], ids: [String], written: [SettingValue], _ log: ProblemLog
  ) -> Int? {
    let entry = entries[index]
    guard let stage = entry.stage else { return nil }
    let wants = stage.accepts
    func output(_ index: Int) -> ArtifactKind? { entries[index].stage.map { type(of: $0).output } }

    if let from = entry.common.from {
      func problem(_ code: Problem.Code, _ message: String, suggestion: String? = nil) {
        let place = written[index]["from"]?.location ?? entry.location
        log.add(Problem(code, message, at: place, path: "\(entry.path).from", suggestion: suggestion))
      }
      guard let source = ids.firstIndex(of: from) else {
        let known = Array(ids[..<index])
        let suggestion = closest(to: from, in: known)
        var message = "there is no stage '\(from)' before this one"
        if suggestion == nil, !known.isEmpty { message += "; there are: \(known.joined(separator: ", "))" }
        problem(.unknownName, message, suggestion: suggestion)
        return nil
      }
      if source >= index {
        problem(.conflict, "a stage takes from one before it; '\(from)' comes \(source == index ? "here" : "later")")
        return nil
      }
      if let gives = output(source), !wants.contains(gives) {
        let needs = wants.isEmpty ? "takes nothing" : "needs \(ArtifactKind.words(wants))"
        problem(.conflict, "'\(ids[index])' \(needs), but '\(from)' gives \(gives.words)")
        return nil
      }
      return source
    }

    if wants.isEmpty { return nil }
    let candidates = stage.inputIsOptional ? Array((0..<index).suffix(1)) : Array(0..<index)
    if let source = candidates.last(where: { output($0).map(wants.contains) ?? false }) { return source }
    // A stage of an unknown kind may have been meant to give it.
    if stage.inputIsOptional || entries[..<index].contains(where: { $0.stage == nil }) { return nil }
    let all = tools.stages.kinds(giving: wants).map { "'\($0)'" }
    // The first are the usual ones.
    let kinds = all.count > 3 ? all.prefix(3) + ["another stage that gives \(ArtifactKind.words(wants))"] : all
    let givers = [kinds.dropLast().joined(separator: ", "), kinds.last ?? ""].filter { !$0.isEmpty }
      .joined(separator: " or ")
    let found =
      index == 0
      ? "it is the first stage"
      : output(index - 1).map { "'\(ids[index - 1])' gives \($0.words)" } ?? "nothing gives any"
    log.add(
      Problem(
        .conflict, "'\(ids[index])' needs \(ArtifactKind.words(wants)), but \(found); put \(givers) before it",
        at: entry.location, path: entry.path))
    return nil
  }
}
