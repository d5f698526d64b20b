import ArtGAN
import ArtSettings

extension Planner {
  /// Finds what stages cannot do with the document's model, before it is trained for them.
  func checkModel(_ stages: [PlannedStage], _ model: ModelDefinition?, _ document: SettingValue, _ log: ProblemLog) {
    guard let model else { return }
    for (index, planned) in stages.enumerated() {
      var source = index
      while let input = stages[source].input { source = input }
      guard type(of: stages[source].stage).usesModelAndDataset,
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
