public import ArtData
import ArtTensor

/// The real images that there are to evaluate a model with, in random order: those that it is trained on, and those to
/// compare its samples with.
public struct RealImages {
  /// Where the images to compare with come from.
  public enum Source: String, Codable, Sendable {
    /// The document's `reference`.
    case reference
    /// The part of the dataset that is held out.
    case validation
    /// The dataset that the model was trained on: nothing else was given.
    case training
  }

  public let source: Source
  public let training: ImageSet
  public let reference: ImageSet
  /// The class of each training image, as a name; nil where they have none.
  let trainingClasses: [String]?
  /// The class of each image that could be compared with, those of `reference` first; nil where they have none.
  let referenceClasses: [String]?
  /// What people call the two.
  public let trainingName: String
  public let referenceName: String

  /// - Parameters:
  ///   - dataset: the images that the model is trained on.
  ///   - validation: the part of them that is held out.
  ///   - others: images apart from these, of the same shape; nil where there are none.
  ///   - most: the most images to compare with.
  ///   - seed: of the split and of the order.
  /// - Throws: ``MetricsError`` for images of no size.
  public init(_ dataset: Dataset, validation: Double, reference others: Dataset?, most: Int, seed: UInt64) throws {
    let all = try ImageSet(dataset)
    let key = SeedPurpose.evaluationImages.key(of: seed)
    let (ofTraining, ofReference) = (key.folded(.trainingOrder), key.folded(.referenceOrder))
    let split = dataset.split(validation: validation, seed: seed)
    trainingName = dataset.name
    training = Self.shuffled(all.gathering(split.training), ofTraining)
    let names = dataset.classOfEach
    trainingClasses = Self.shuffled(names.map { names in split.training.map { names[$0] } }, ofTraining)
    if let others {
      (source, referenceName) = (.reference, others.name)
      reference = Self.shuffled(try ImageSet(others), ofReference).slice(0..<most)
      referenceClasses = Self.shuffled(others.classOfEach, ofReference)
    } else if !split.validation.isEmpty {
      (source, referenceName) = (.validation, "the part of \(dataset.name) that this document holds out")
      reference = Self.shuffled(all.gathering(split.validation), ofReference).slice(0..<most)
      referenceClasses = Self.shuffled(names.map { names in split.validation.map { names[$0] } }, ofReference)
    } else {
      (source, referenceName) = (.training, dataset.name)
      reference = training.slice(0..<most)
      referenceClasses = trainingClasses
    }
  }

  private static func shuffled(_ set: ImageSet, _ key: RandomKey) -> ImageSet {
    set.gathering(key.permutation(count: set.count))
  }

  private static func shuffled(_ names: [String]?, _ key: RandomKey) -> [String]? {
    names.map { names in key.permutation(count: names.count).map { names[$0] } }
  }
}

extension Dataset {
  /// The name of each image's class; nil where images have none.
  fileprivate var classOfEach: [String]? { labels.map { $0.map { classNames[$0] } } }
}
