import Foundation

/// A moving average of the generator's weights, kept beside them during training. Images come from it: they are better
/// and steadier than those of the weights of the moment.
///
/// After each update, average ← β · average + (1 − β) · weights, for all that the generator keeps, moving statistics
/// included. β follows from how many images the average remembers.
/// Source: Karras et al. 2018, "Progressive growing of GANs", section 4 (a decay of 0.999); the ramp-up is that of Karras
/// et al. 2020, "Training generative adversarial networks with limited data", in its published program.
public struct EMA: Hashable, Sendable {
  /// How far the average looks back, once training has gone on for long enough.
  public enum Memory: Hashable, Sendable {
    /// β of each step, 0 to below 1.
    case decay(Double)
    /// The generated images after which a weight's influence has halved, above 0.
    case halfLife(images: Double)
  }

  public var memory: Memory
  /// The half-life is at most this share of the images generated so far, so that the average soon forgets the first
  /// weights; 0 for no such limit.
  public var rampUp: Double

  public init(_ memory: Memory = .halfLife(images: 10_000), rampUp: Double = 0.05) {
    self.memory = memory
    self.rampUp = rampUp
  }

  /// β of one step.
  ///
  /// - Parameters:
  ///   - step: counted from 0.
  ///   - batchSize: the images that the generator makes in a step.
  public func decay(atStep step: Int, batchSize: Int) -> Double {
    let batch = Double(max(batchSize, 1))
    let wanted =
      switch memory {
      case .decay(let decay): decay
      case .halfLife(let images): pow(0.5, batch / max(images, 1e-8))
      }
    guard rampUp > 0 else { return wanted }
    return min(wanted, pow(0.5, batch / max(Double(step) * batch * rampUp, 1e-8)))
  }
}

/// Written as one object: `{"decay": 0.999, "rampUp": 0.05}` or `{"halfLife": 10000, "rampUp": 0}`.
extension EMA: Codable {
  private enum Key: String, CodingKey {
    case decay, halfLife, rampUp
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    if let decay = try container.decodeIfPresent(Double.self, forKey: .decay) {
      memory = .decay(decay)
    } else {
      memory = .halfLife(images: try container.decode(Double.self, forKey: .halfLife))
    }
    rampUp = try container.decode(Double.self, forKey: .rampUp)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch memory {
    case .decay(let decay): try container.encode(decay, forKey: .decay)
    case .halfLife(let images): try container.encode(images, forKey: .halfLife)
    }
    try container.encode(rampUp, forKey: .rampUp)
  }
}
