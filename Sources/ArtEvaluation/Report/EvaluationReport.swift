/// What an evaluation found, as it is written to `metrics.json`.
public struct EvaluationReport: Codable, Hashable, Sendable {
  /// The version of artpipe.
  public var artpipe: String
  public var model: Model
  public var samples: Samples
  /// What images were compared by.
  public var features: Features
  public var real: Real
  public var baseline: Baseline
  public var metrics: [Entry]
  /// Each class's share of the images; nil without a classifier.
  public var classes: [ClassShare]?
  /// See ``Evaluation/variety``; nil in reports of artpipe before it told.
  public var variety: Double?
  /// What the model translated; nil for a model from noise. ``baseline`` is that of the inputs themselves.
  public var translation: Translation?

  public init(
    artpipe: String, model: Model, samples: Samples, features: Features, real: Real, baseline: Baseline,
    metrics: [Entry], classes: [ClassShare]?, variety: Double? = nil, translation: Translation? = nil
  ) {
    self.artpipe = artpipe
    self.model = model
    self.samples = samples
    self.features = features
    self.real = real
    self.baseline = baseline
    self.metrics = metrics
    self.classes = classes
    self.variety = variety
    self.translation = translation
  }

  public struct Translation: Codable, Hashable, Sendable {
    /// Whether each input came with its target.
    public var isPaired: Bool

    public init(isPaired: Bool) { self.isPaired = isPaired }
  }

  public struct Model: Codable, Hashable, Sendable {
    public var file: String
    /// The hash of the file's bytes.
    public var sha256: String
    /// The model's name.
    public var id: String
    /// Steps of training; nil for weights alone.
    public var step: Int?

    public init(file: String, sha256: String, id: String, step: Int?) {
      self.file = file
      self.sha256 = sha256
      self.id = id
      self.step = step
    }
  }

  public struct Samples: Codable, Hashable, Sendable {
    public var count: Int
    /// How many were asked for, where there are fewer real images for a baseline.
    public var asked: Int?
    public var seed: UInt64
    /// What the latent coordinates were multiplied by, where anything says it.
    public var truncation: Double?

    public init(count: Int, asked: Int? = nil, seed: UInt64, truncation: Double? = nil) {
      self.count = count
      self.asked = asked
      self.seed = seed
      self.truncation = truncation
    }
  }

  public struct Features: Codable, Hashable, Sendable {
    /// The network's name, or `thumbnails 8×8`.
    public var name: String
    /// Features of each image.
    public var count: Int
    /// The network's file; nil for thumbnails.
    public var file: String?
    public var sha256: String?
    /// What the network's file says of it.
    public var notes: [String]

    public init(name: String, count: Int, file: String? = nil, sha256: String? = nil, notes: [String] = []) {
      self.name = name
      self.count = count
      self.file = file
      self.sha256 = sha256
      self.notes = notes
    }
  }

  /// The real images that the samples were compared with.
  public struct Real: Codable, Hashable, Sendable {
    public var name: String
    public var count: Int
    public var source: RealImages.Source
    /// The images that the model was trained on.
    public var trainingName: String
    public var trainingCount: Int

    public init(name: String, count: Int, source: RealImages.Source, trainingName: String, trainingCount: Int) {
      self.name = name
      self.count = count
      self.source = source
      self.trainingName = trainingName
      self.trainingCount = trainingCount
    }
  }

  /// The real images in place of the samples: as many, compared with the same images.
  public struct Baseline: Codable, Hashable, Sendable {
    public var description: String
    public var count: Int
    public var against: Int

    public init(description: String, count: Int, against: Int) {
      self.description = description
      self.count = count
      self.against = against
    }
  }

  public struct ClassShare: Codable, Hashable, Sendable {
    public var name: String
    public var model: Estimate
    public var real: Estimate

    public init(name: String, model: Estimate, real: Estimate) {
      self.name = name
      self.model = model
      self.real = real
    }
  }
}
