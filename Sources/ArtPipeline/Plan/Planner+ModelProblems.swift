import ArtGAN
import ArtSettings

extension Planner {
  /// Finds what stages cannot do with the model that they work with: the document's, before it is trained for them, or
  /// one that is known already.
  func checkModel(_ stages: [PlannedStage], _ model: ModelDefinition?, _ document: SettingValue, _ log: ProblemLog) {
    for (index, planned) in stages.enumerated() {
      let giver = stages.givingModel(to: index)
      guard let model = type(of: giver).usesModelAndDataset ? model : giver.knownModel(),
        let problem = Self.problem(of: planned.stage, with: model.kind) ?? planned.stage.problem(with: model)
          ?? stages.problem(ofNumbersIn: index, model.knownClassCount)
      else { continue }
      let written = document["stages"]?.array?[index]
      log.add(
        Problem(
          .conflict, problem.message, at: (written?[problem.key] ?? written)?.location,
          path: "stages[\(index)].\(problem.key)"))
    }
  }

  /// Why a stage cannot take a model of this kind; nil where it can, or takes none.
  private static func problem(of stage: any PipelineStage, with kind: ModelKind) -> (key: String, message: String)? {
    let type = type(of: stage)
    guard stage.accepts.contains(.model) || type.usesModelAndDataset, !type.modelKinds.contains(kind) else {
      return nil
    }
    let words =
      switch kind {
      case .noise:
        "works with a model that translates images, such as 'pix2pix', and this one makes images from noise: use 'sample'"
      case .image: "works with a model that makes images from noise, and this one translates images: use 'translate'"
      }
    return ("from", "'\(type.kind)' \(words)")
  }
}

extension [PlannedStage] {
  /// The stage whose model another one works with, directly or by stages between; the stage itself where there is none.
  func givingModel(to index: Int) -> any PipelineStage {
    var source = index
    while type(of: self[source].stage).output != .model, let input = self[source].input { source = input }
    return self[source].stage
  }

  /// Those that take the document's images for the sake of a model that is loaded.
  var usingImagesForTheirModel: [any PipelineStage] {
    indices.filter { index in
      givingModel(to: index).knownModel().map(self[index].stage.usesImages) ?? false
    }.map { self[$0].stage }
  }

  /// Why a stage cannot take the images of the one before by their numbers, with the setting to blame; nil where it can, or
  /// where that is not known.
  ///
  /// - Parameter classes: How many classes the model knows; nil where only its training tells.
  func problem(ofNumbersIn index: Int, _ classes: Int?) -> (key: String, message: String)? {
    self[index].input.flatMap { self[$0].stage.imageCount(classes: classes) }
      .flatMap(self[index].stage.problem(takingImages:))
  }
}

extension ModelDefinition {
  /// How many classes the model knows; nil where it learns them from its images.
  var knownClassCount: Int? { conditioning != nil && classes.isEmpty ? nil : classes.count }
}
