/// How long to train.
public enum TrainingBudget: Hashable, Sendable {
  /// Updates of the generator.
  case steps(Int)
  /// Passes over the real images.
  case epochs(Double)
  /// Real images seen, repeats counted.
  case images(Int)
  /// Time. A ``MinutesBudget`` turns it into steps while the training goes on.
  case minutes(Double)

  /// The minutes of a budget of time; nil for one that is counted.
  public var minutes: Double? {
    if case .minutes(let minutes) = self { minutes } else { nil }
  }

  /// The most epochs or minutes that a document may ask for: two years, night and day.
  public static let most = 1_000_000.0

  /// More steps than any training has, and safe to hold in a whole number.
  static let endless = 1_000_000_000_000_000

  /// The number of training steps, at least 1; a part of a step counts as a whole one. Without end for minutes.
  ///
  /// - Parameters:
  ///   - imagesPerStep: real images in one step: the batch size times the batches per step.
  ///   - datasetCount: real images in the training set.
  public func steps(imagesPerStep: Int, datasetCount: Int) -> Int {
    let images: Double
    switch self {
    case .steps(let steps): return max(steps, 1)
    case .epochs(let epochs): images = epochs * Double(datasetCount)
    case .images(let count): images = Double(count)
    case .minutes: return Self.endless
    }
    return max(1, Int(min((images / Double(max(imagesPerStep, 1))).rounded(.up), Double(Self.endless))))
  }
}

extension TrainingBudget: CustomStringConvertible {
  public var description: String {
    switch self {
    case .steps(let count): count == 1 ? "1 step" : "\(count) steps"
    case .epochs(let count): count == 1 ? "1 epoch" : "\(Self.number(count)) epochs"
    case .images(let count): count == 1 ? "1 image" : "\(count) images"
    case .minutes(let count): count == 1 ? "1 minute" : "\(Self.number(count)) minutes"
    }
  }

  private static func number(_ count: Double) -> String { Int(exactly: count).map(String.init) ?? String(count) }
}

extension TrainingBudget: Codable {
  private enum Key: String, CodingKey {
    case steps
    case epochs
    case images
    case minutes
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    if let steps = try container.decodeIfPresent(Int.self, forKey: .steps) {
      self = .steps(steps)
    } else if let epochs = try container.decodeIfPresent(Double.self, forKey: .epochs) {
      self = .epochs(epochs)
    } else if let minutes = try container.decodeIfPresent(Double.self, forKey: .minutes) {
      self = .minutes(minutes)
    } else {
      self = .images(try container.decode(Int.self, forKey: .images))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .steps(let count): try container.encode(count, forKey: .steps)
    case .epochs(let count): try container.encode(count, forKey: .epochs)
    case .images(let count): try container.encode(count, forKey: .images)
    case .minutes(let count): try container.encode(count, forKey: .minutes)
    }
  }
}
