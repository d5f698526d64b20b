import ArtData
import ArtGAN

extension Plan {
  /// Checks whether the images that the document names are there and can be read, without reading all of them, and
  /// whether they have classes where the model is to learn some.
  ///
  /// - Throws: ``PipelineError`` that says what is wrong with them.
  public func checkImages() throws(PipelineError) {
    do {
      for specification in [dataset, reference] { try specification?.source.check() }
      let trains = stages.contains { type(of: $0.stage).usesModelAndDataset }
      let learnsLabels = model?.conditioning.map { $0.clusters == nil } ?? false
      if trains, learnsLabels, let dataset, let count = try dataset.source.classCount(), count < 2 {
        throw ModelDefinition.noClasses("the document's images", areOfOne: count == 1)
      }
      try checkNumbers()
    } catch {
      throw PipelineError(wrapping: error)
    }
  }

  /// Checks that there are the images that stages name by their numbers, where these follow from the classes of the
  /// document's images.
  ///
  /// - Throws: ``PipelineError`` that names the stage and the setting.
  func checkNumbers() throws(PipelineError) {
    guard let model, model.knownClassCount == nil, model.conditioning?.clusters == nil, let dataset else { return }
    let open = stages.indices.filter { index in
      type(of: stages.givingModel(to: index)).usesModelAndDataset
        && stages.problem(ofNumbersIn: index, nil) == nil && stages.problem(ofNumbersIn: index, 0) != nil
    }
    // Where there are no images, loading them says so.
    guard !open.isEmpty, let classes = try? dataset.source.classCount() else { return }
    for index in open {
      guard let problem = stages.problem(ofNumbersIn: index, classes) else { continue }
      throw PipelineError(.data, "'\(problem.key)': \(problem.message)", stage: stages[index].id)
    }
  }
}
