import Foundation

/// How a walk moves between two keyframes: evenly, or gently away from the one and gently to the other.
public enum Easing: String, CaseIterable, Codable, Hashable, Sendable {
  case linear
  /// Slow start: t².
  case easeIn = "ease-in"
  /// Slow end: 1 − (1 − t)².
  case easeOut = "ease-out"
  /// Slow start and end, also called smoothstep: 3t² − 2t³.
  case easeInOut = "ease-in-out"
  /// Slow start and end, half a turn of a cosine: (1 − cos πt) / 2.
  case cosine

  /// The share of the way covered at the share `t` of the time. 0 gives exactly 0, 1 gives exactly 1.
  public func callAsFunction(_ t: Double) -> Double {
    if t <= 0 { return 0 }
    if t >= 1 { return 1 }
    switch self {
    case .linear: return t
    case .easeIn: return t * t
    case .easeOut: return 1 - (1 - t) * (1 - t)
    case .easeInOut: return t * t * (3 - 2 * t)
    case .cosine: return (1 - cos(.pi * t)) / 2
    }
  }
}
