import ArtData
import ArtGAN

extension ModelDefinition {
  /// The model for the classes of the pictures that it is to learn from; unchanged where it learns no classes.
  ///
  /// - Throws: ``PipelineError`` where the pictures have no classes, or only one.
  func conditioned(onClassesOf pictures: DatasetLoader) throws -> ModelDefinition {
    guard conditioning != nil else { return self }
    let dataset = try pictures.dataset()
    guard let labels = dataset.labels, dataset.classNames.count > 1 else {
      throw Self.noClasses("the pictures of \(dataset.name)", areOfOne: dataset.labels != nil)
    }
    var counts = [Int](repeating: 0, count: dataset.classNames.count)
    for label in labels { counts[label] += 1 }
    return try conditioned(on: zip(dataset.classNames, counts).map { PictureClass(name: $0, count: $1) })
  }

  /// The error where pictures have no classes to learn, or all the same one.
  static func noClasses(_ pictures: String, areOfOne: Bool) -> PipelineError {
    PipelineError(
      .data,
      "the model is to learn classes, but \(pictures) \(areOfOne ? "are all of one class" : "have none"); put those of "
        + "each class into a subfolder of its own, or set the model's 'classes' to false")
  }
}
