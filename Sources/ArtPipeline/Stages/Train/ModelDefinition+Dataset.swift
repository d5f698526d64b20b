import ArtData
import ArtGAN
import ArtTensor

extension ModelDefinition {
  /// The model for the classes of the images that it is to learn from, and these images with the classes as labels.
  /// Unchanged where it learns no classes, and where it is to find clusters but the images are too few or too much alike
  /// for two of them.
  ///
  /// - Throws: ``PipelineError`` where the images have no classes, or only one.
  func conditioned(
    onClassesOf images: DatasetLoader, pool: ThreadPool
  ) throws -> (model: ModelDefinition, dataset: Dataset) {
    guard let conditioning else { return (self, try images.dataset()) }
    let dataset = try conditioning.clusters.map { try images.dataset(clusters: $0, pool: pool) } ?? images.dataset()
    guard dataset.classNames.count > 1 else {
      guard conditioning.clusters != nil else {
        throw Self.noClasses("the images of \(dataset.name)", areOfOne: dataset.labels != nil)
      }
      var plain = self
      plain.conditioning = nil
      return (plain, try images.dataset())
    }
    return (try conditioned(onClassesOf: dataset), dataset)
  }

  /// The error where images have no classes to learn, or all the same one.
  static func noClasses(_ images: String, areOfOne: Bool) -> PipelineError {
    PipelineError(
      .data,
      "the model is to learn classes, but \(images) \(areOfOne ? "are all of one class" : "have none"); put those of "
        + "each class into a subfolder of its own, or set the model's 'classes' to {\"clusters\": 30} or to false")
  }
}
