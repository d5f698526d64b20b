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
    } catch {
      throw PipelineError(wrapping: error)
    }
  }
}
