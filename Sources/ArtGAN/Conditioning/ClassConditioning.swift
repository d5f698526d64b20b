import ArtSettings

/// How a model learns classes, and which: its generator is told the class of each image it shall make, and its
/// discriminator the class that each image is meant to be of.
///
/// A model's networks are written without classes; ``ModelDefinition/conditioned(on:)`` puts them in once the images,
/// and with them the classes, are known. The discriminator's last layer becomes a `ClassProjection`.
public struct ClassConditioning: Codable, Hashable, Sendable {
  /// How the generator is told the class.
  public enum Form: String, CaseIterable, Codable, Hashable, Sendable {
    /// Conditional batch normalisation where the generator has batch normalisation, a vector beside the latent point
    /// where it has none.
    case auto
    /// A vector for each class beside the latent point; see `ClassEmbedding`.
    case embedding
    /// A γ and a β for each class in place of those of batch normalisation; see `ConditionalBatchNorm`.
    case batchNorm
    /// Both.
    case both
  }

  public var form: Form
  /// Of ``Form/embedding`` and ``Form/both``: elements of each class's vector.
  public var embeddingSize: Int
  /// Which classes generated images are of in training; `nil` for ``FakeLabelSampling/batch``.
  public var fakeLabelSampling: FakeLabelSampling?
  /// How many clusters of alike images are looked for, to be learnt as classes; `nil` where images' labels are.
  ///
  /// Source: Sage, Agustsson, Timofte, Van Gool 2018, "Logo synthesis and manipulation with clustered generative
  /// adversarial networks".
  public var clusters: Int?
  /// The classes, by their numbers; empty as long as the images are not known.
  public var classes: [ImageClass]

  public init(
    _ form: Form = .auto, embeddingSize: Int = 32, fakeLabelSampling: FakeLabelSampling? = nil, clusters: Int? = nil,
    classes: [ImageClass] = []
  ) {
    self.form = form
    self.embeddingSize = embeddingSize
    self.fakeLabelSampling = fakeLabelSampling
    self.clusters = clusters
    self.classes = classes
  }

  static let embeddingSizes = Limits(1...4096)
  static let clusterCounts = Limits(2...1000)
}

/// A class of images.
public struct ImageClass: Codable, Hashable, Sendable {
  public var name: String
  /// The training images of the class. A model's images of no certain class are of each class as often.
  public var count: Int

  public init(name: String, count: Int) {
    self.name = name
    self.count = count
  }
}
