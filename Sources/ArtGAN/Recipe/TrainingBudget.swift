/// How long to train.
public enum TrainingBudget: Hashable, Sendable {
  /// Updates of the generator.
  case steps(Int)
  /// Passes over the real pictures.
  case epochs(Double)
  /// Real pictures looked at, repeats counted.
  case pictures(Int)
  /// Time. Only who runs a training can turn it into steps, by measuring; ``Trainer/setLength(_:)`` then ends it.
  case minutes(Double)

  /// The minutes of a budget of time; nil for one that is counted.
  public var minutes: Double? {
    if case .minutes(let minutes) = self { minutes } else { nil }
  }

  /// More steps than any training has, and safe to hold in a whole number.
  static let endless = 1_000_000_000_000_000

  /// The number of training steps, at least 1; a part of a step counts as a whole one. Without end for minutes.
  ///
  /// - Parameters:
  ///   - picturesPerStep: real pictures that one step looks at: the batch size times the batches per step.
  ///   - datasetCount: real pictures in the training set.
  public func steps(picturesPerStep: Int, datasetCount: Int) -> Int {
    let pictures: Double
    switch self {
    case .steps(let steps): return max(steps, 1)
    case .epochs(let epochs): pictures = epochs * Double(datasetCount)
    case .pictures(let count): pictures = Double(count)
    case .minutes: return Self.endless
    }
    return max(1, Int(min((pictures / Double(max(picturesPerStep, 1))).rounded(.up), Double(Self.endless))))
  }
}

extension TrainingBudget: CustomStringConvertible {
  public var description: String {
    switch self {
    case .steps(let count): count == 1 ? "1 step" : "\(count) steps"
    case .epochs(let count): count == 1 ? "1 epoch" : "\(Self.number(count)) epochs"
    case .pictures(let count): "\(count) pictures"
    case .minutes(let count): count == 1 ? "1 minute" : "\(Self.number(count)) minutes"
    }
  }

  private static func number(_ count: Double) -> String { Int(exactly: count).map(String.init) ?? String(count) }
}

extension TrainingBudget: Codable {
  private enum Key: String, CodingKey {
    case steps
    case epochs
    case pictures
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
      self = .pictures(try container.decode(Int.self, forKey: .pictures))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .steps(let count): try container.encode(count, forKey: .steps)
    case .epochs(let count): try container.encode(count, forKey: .epochs)
    case .pictures(let count): try container.encode(count, forKey: .pictures)
    case .minutes(let count): try container.encode(count, forKey: .minutes)
    }
  }
}
