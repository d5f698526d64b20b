import ArtData
import ArtGAN
import ArtTensor

extension ModelDefinition {
  /// The model for the classes of the pictures that it is to learn from, and these pictures with the classes as labels.
  /// Unchanged where it learns no classes, and where it is to find clusters but the pictures are too few or too much alike
  /// for two of them.
  ///
  /// - Throws: ``PipelineError`` where the pictures have no classes, or only one.
  func conditioned(
    onClassesOf pictures: DatasetLoader, pool: ThreadPool
  ) throws -> (model: ModelDefinition, dataset: Dataset) {
    guard let conditioning else { return (self, try pictures.dataset()) }
    let dataset = try conditioning.clusters.map { try pictures.dataset(clusters: $0, pool: pool) } ?? pictures.dataset()
    guard dataset.classNames.count > 1 else {
      guard conditioning.clusters != nil else {
        throw Self.noClasses("the pictures of \(dataset.name)", areOfOne: dataset.labels != nil)
      }
      var plain = self
      plain.conditioning = nil
      return (plain, try pictures.dataset())
    }
    let classes = zip(dataset.classNames, dataset.classCounts).map { PictureClass(name: $0, count: $1) }
    return (try conditioned(on: classes), dataset)
  }

  /// The error where pictures have no classes to learn, or all the same one.
  static func noClasses(_ pictures: String, areOfOne: Bool) -> PipelineError {
    PipelineError(
      .data,
      "the model is to learn classes, but \(pictures) \(areOfOne ? "are all of one class" : "have none"); put those of "
        + "each class into a subfolder of its own, or set the model's 'classes' to {\"clusters\": 30} or to false")
  }
}
