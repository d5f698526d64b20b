import ArtGAN
import ArtSettings

extension Planner {
  /// Finds what stages cannot do with the model that they work with: the document's, before it is trained for them, or
  /// one that is known already.
  func checkModel(_ stages: [PlannedStage], _ model: ModelDefinition?, _ document: SettingValue, _ log: ProblemLog) {
    for (index, planned) in stages.enumerated() {
      var source = index
      while type(of: stages[source].stage).output != .model, let input = stages[source].input { source = input }
      let giver = stages[source].stage
      guard let model = type(of: giver).usesModelAndDataset ? model : giver.knownModel(),
        let problem = planned.stage.problem(with: model)
      else { continue }
      let written = document["stages"]?.array?[index]
      log.add(
        Problem(
          .conflict, problem.message, at: (written?[problem.key] ?? written)?.location,
          path: "stages[\(index)].\(problem.key)"))
    }
  }
}
