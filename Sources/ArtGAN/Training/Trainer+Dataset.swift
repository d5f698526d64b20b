public import ArtData
public import ArtGraph

extension Trainer {
  /// Begins a training with fresh weights on all images of a data set, shuffled anew in every epoch. A model that is to learn
  /// classes learns those of the set.
  ///
  /// - Parameters:
  ///   - definition: the model, with its recipe.
  ///   - dataset: the images, of the model's size: see `DatasetSource.load(for:seed:on:)`.
  ///   - augmentation: small random changes, made anew each time that an image is drawn.
  ///   - seed: decides everything that is random in the run.
  ///   - device: runs the programs.
  /// - Throws: ``ModelError`` or `GraphError` if the model cannot be built, ``TrainingError`` if the images do not fit it.
  public convenience init(
    _ definition: ModelDefinition, on dataset: Dataset, augmentation: Augmentation = .none, seed: UInt64,
    device: any Device
  ) throws {
    let definition = try definition.conditioned(onClassesOf: dataset)
    try self.init(
      definition, batches: DatasetBatches(dataset, augmentation: augmentation, for: definition, seed: seed), seed: seed,
      device: device)
  }
}

extension ModelDefinition {
  /// The model for the classes of a data set. Unchanged where the model learns no classes.
  ///
  /// - Throws: ``ModelError`` if the images are not of two classes at least, or the networks have no place for them.
  public func conditioned(onClassesOf dataset: Dataset) throws(ModelError) -> ModelDefinition {
    try conditioned(on: zip(dataset.classNames, dataset.classCounts).map { ImageClass(name: $0, count: $1) })
  }
}
