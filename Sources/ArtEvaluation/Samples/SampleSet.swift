public import ArtTensor

/// A set of images with what metrics compute of it. Features and whatever several metrics share are computed when they
/// are first asked for, and once.
public final class SampleSet {
  public let images: ImageSet
  /// The class of each image, by the numbers of the feature network; nil where it is not known.
  public let labels: [Int]?
  /// The threads that do the work.
  public let pool: ThreadPool
  private let extract: (ImageSet) throws -> FeatureExtractor.Answer
  private let values = SharedValues()

  /// - Parameters:
  ///   - images: the images, in random order.
  ///   - labels: the class of each, where it is known.
  ///   - pool: the threads that do the work.
  ///   - extract: finds the features of the images.
  public init(
    _ images: ImageSet, labels: [Int]? = nil, pool: ThreadPool,
    extract: @escaping (ImageSet) throws -> FeatureExtractor.Answer
  ) {
    self.images = images
    self.labels = labels
    self.pool = pool
    self.extract = extract
  }

  /// `[images, features]`.
  public var features: FeatureMatrix { get throws { try answer.features } }

  /// `[images, classes]`; nil where the features are not a classifier's.
  public var probabilities: FeatureMatrix? { get throws { try answer.probabilities } }

  private var answer: FeatureExtractor.Answer { get throws { try values.value { try extract(images) } } }

  /// What several metrics compute of this set.
  public func shared<Value: SharedBySamples>(_ type: Value.Type) throws -> Value {
    try values.value { try Value(self) }
  }
}

/// What several metrics compute of a set of images: computed by the first that asks.
public protocol SharedBySamples {
  init(_ samples: SampleSet) throws
}

/// What was computed, by its type.
final class SharedValues {
  private var known: [ObjectIdentifier: Any] = [:]

  /// The value of a type, made where there is none yet.
  func value<Value>(_ make: () throws -> Value) rethrows -> Value {
    if let value = known[ObjectIdentifier(Value.self)] as? Value { return value }
    let value = try make()
    known[ObjectIdentifier(Value.self)] = value
    return value
  }
}
