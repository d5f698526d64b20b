public import ArtMetrics

/// What an evaluation found, as it is written to `figures.json`.
public struct EvaluationReport: Codable, Hashable, Sendable {
  /// The version of artpipe.
  public var artpipe: String
  public var model: Model
  public var samples: Samples
  /// What pictures were compared by.
  public var features: Features
  public var real: Real
  public var floor: Floor
  public var figures: [Figure]
  /// Each class's share of the pictures; nil where no classifier looked at them.
  public var classes: [ClassShare]?

  public struct Model: Codable, Hashable, Sendable {
    public var file: String
    /// The hash of the file's bytes.
    public var sha256: String
    /// The model's name.
    public var id: String
    /// Steps of training; nil for weights alone.
    public var step: Int?
  }

  public struct Samples: Codable, Hashable, Sendable {
    public var count: Int
    /// How many were asked for, where there are fewer real pictures to stand in their place.
    public var asked: Int?
    public var seed: UInt64
    /// What the latent coordinates were multiplied by, where anything says it.
    public var truncation: Double?
  }

  public struct Features: Codable, Hashable, Sendable {
    /// The network's name, or `thumbnails 8×8`.
    public var name: String
    /// Features of each picture.
    public var count: Int
    /// The network's file; nil for thumbnails.
    public var file: String?
    public var sha256: String?
    /// What the network's file says of it.
    public var notes: [String]
  }

  /// The real pictures that the samples were compared with.
  public struct Real: Codable, Hashable, Sendable {
    public var name: String
    public var count: Int
    /// `reference`, `validation`, or `training` where nothing was kept apart.
    public var source: String
    /// The pictures that the model learnt from, with which originality was judged.
    public var trainingName: String
    public var trainingCount: Int
  }

  /// The real pictures that took the samples' place: as many as there are samples, compared with the same pictures.
  public struct Floor: Codable, Hashable, Sendable {
    public var words: String
    public var count: Int
    public var against: Int
    /// Those that near copies were looked for among.
    public var copies: String
    public var copiesCount: Int
  }

  public struct Figure: Codable, Hashable, Sendable {
    /// The figure's name for programs: `frechetDistance`.
    public var name: String
    /// The figure's name for people.
    public var title: String
    public var model: Estimate
    /// The same of real pictures in the samples' place.
    public var real: Estimate?
    /// Which values are good.
    public var aim: Aim
  }

  public enum Aim: String, Codable, Hashable, Sendable {
    case lower, higher
    /// Near the real pictures' value.
    case like
  }

  public struct ClassShare: Codable, Hashable, Sendable {
    public var name: String
    public var model: Estimate
    public var real: Estimate
  }

  /// The figure of a name.
  public subscript(name: String) -> Figure? { figures.first { $0.name == name } }
}
