public import ArtTensor

/// Generated images and the real ones that they are compared with.
public final class Comparison {
  public let real: SampleSet
  public let generated: SampleSet
  /// The images that the model was trained on; nil where no metric may ask for them.
  public let training: SampleSet?
  /// What the model translated, brought to the form of the real images; nil for images from noise. Where there are pairs,
  /// the real image of a number is the target of the generated one of that number.
  public let inputs: SampleSet?
  /// Whether the real images are such that the model was trained on.
  public let realImagesAreTraining: Bool
  public let effort: EvaluationEffort
  /// The key of all random choices. The built-in metrics fold 0 and 1.
  public let key: RandomKey
  private let values = SharedValues()

  /// - Parameters:
  ///   - real: real images.
  ///   - generated: generated images, or real ones in their place.
  ///   - training: the images that the model was trained on, where they are given.
  ///   - inputs: what the model translated, in the order of the generated images.
  ///   - realImagesAreTraining: whether the real images are such that the model was trained on.
  ///   - effort: how much may be computed.
  ///   - key: of all random choices.
  public init(
    real: SampleSet, generated: SampleSet, training: SampleSet? = nil, inputs: SampleSet? = nil,
    realImagesAreTraining: Bool = false, effort: EvaluationEffort = .full, key: RandomKey
  ) {
    self.real = real
    self.generated = generated
    self.training = training
    self.inputs = inputs
    self.realImagesAreTraining = realImagesAreTraining
    self.effort = effort
    self.key = key
  }

  /// The threads that do the work.
  public var pool: ThreadPool { real.pool }

  /// What several metrics compute of the two sets.
  public func shared<Value: SharedByComparison>(_ type: Value.Type) throws -> Value {
    try values.value { try Value(self) }
  }
}

/// What several metrics compute of two sets of images: computed by the first that asks.
public protocol SharedByComparison {
  init(_ comparison: Comparison) throws
}

/// How much a metric may compute.
public enum EvaluationEffort: Hashable, Sendable {
  /// For an evaluation in the course of training.
  case quick
  case full
}
