import ArtSettings

/// The order in which the two networks learn.
public enum UpdateRule: Hashable, Sendable {
  /// One batch of fakes serves both losses, both gradients are taken at the same weights, and both networks are
  /// updated together.
  case simultaneous
  /// The discriminator learns first, `discriminatorSteps` times, each time on a fresh batch and with the generator
  /// fixed; then the generator once, with the discriminator fixed.
  case alternating(discriminatorSteps: Int)

  /// The number of batches of real images that one training step looks at.
  public var batchesPerStep: Int {
    switch self {
    case .simultaneous: 1
    case .alternating(let steps): steps
    }
  }

  /// The rule's name in documents.
  public var name: String {
    switch self {
    case .simultaneous: "simultaneous"
    case .alternating: "alternating"
    }
  }
}

extension UpdateRule: Codable {
  private enum Key: String, CodingKey {
    case rule
    case discriminatorSteps
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    switch try container.decode(String.self, forKey: .rule) {
    case "simultaneous":
      self = .simultaneous
    case "alternating":
      self = .alternating(discriminatorSteps: try container.decode(Int.self, forKey: .discriminatorSteps))
    case let other:
      throw UnreadableField(at: container.codingPath + [Key.rule], "there is no update rule '\(other)'")
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(name, forKey: .rule)
    if case .alternating(let steps) = self { try container.encode(steps, forKey: .discriminatorSteps) }
  }
}
