/// How long to train.
public enum TrainingBudget: Hashable, Sendable {
  /// Updates of the generator.
  case steps(Int)
  /// Passes over the real pictures.
  case epochs(Double)
  /// Real pictures looked at, repeats counted.
  case pictures(Int)

  /// The number of training steps, at least 1; a part of a step counts as a whole one.
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
    }
    // Far beyond any training, and safe to hold in a whole number.
    return max(1, Int(min((pictures / Double(max(picturesPerStep, 1))).rounded(.up), 1e15)))
  }
}

extension TrainingBudget: CustomStringConvertible {
  public var description: String {
    switch self {
    case .steps(let count): count == 1 ? "1 step" : "\(count) steps"
    case .epochs(let count): count == 1 ? "1 epoch" : "\(Int(exactly: count).map(String.init) ?? String(count)) epochs"
    case .pictures(let count): "\(count) pictures"
    }
  }
}

extension TrainingBudget: Codable {
  private enum Key: String, CodingKey {
    case steps
    case epochs
    case pictures
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    if let steps = try container.decodeIfPresent(Int.self, forKey: .steps) {
      self = .steps(steps)
    } else if let epochs = try container.decodeIfPresent(Double.self, forKey: .epochs) {
      self = .epochs(epochs)
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
    }
  }
}
