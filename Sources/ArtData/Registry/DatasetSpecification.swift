/// What a document says about its data: where images come from, and how they are used.
public struct DatasetSpecification: Sendable {
  public var source: any DatasetSource
  /// Random changes to the images of each batch.
  public var augmentation: Augmentation
  /// The part of the images that is kept back to evaluate the result, 0 to below 1.
  public var validation: Double

  public init(source: any DatasetSource, augmentation: Augmentation = .none, validation: Double = 0) {
    self.source = source
    self.augmentation = augmentation
    self.validation = validation
  }

  /// Which inputs its images have.
  public var inputForm: InputForm { source.inputForm }

  /// The name of the source's kind.
  public var kind: String { type(of: source).kind }
}
