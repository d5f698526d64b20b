#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// How the learning rate changes over a training, as data: a warm-up, then a curve.
///
/// With w warm-up steps and T steps in all, step s (from 0) has the rate
/// base · (s + 1) / w while s < w, and base · f(p) after it, where p = (s − w) / (T − w).
public struct LearningRateSchedule: Hashable, Sendable {
  /// The curve behind the warm-up.
  public enum Curve: Hashable, Sendable {
    /// f = 1.
    case constant
    /// f = 1 − (1 − end) · p.
    case linear(end: Double)
    /// f = end + (1 − end) · (1 + cos πp) / 2.
    /// Source: Loshchilov and Hutter, SGDR: stochastic gradient descent with warm restarts (2017), eq. 5.
    case cosine(end: Double)
    /// f = factor^((s − w) / steps): `factor` times as much after each `steps` steps.
    case exponential(factor: Double, steps: Int)
  }

  public var curve: Curve
  /// The steps in which the rate climbs to its base.
  public var warmupSteps: Int

  public init(_ curve: Curve, warmupSteps: Int = 0) {
    self.curve = curve
    self.warmupSteps = warmupSteps
  }

  /// The same rate in every step.
  public static let constant = LearningRateSchedule(.constant)

  /// The rate of one step.
  ///
  /// - Parameters:
  ///   - step: The step, counted from 0.
  ///   - total: The number of steps that the training is to have. Behind them the last rate stays.
  ///   - base: The rate to start from: ``Optimizer/learningRate``.
  public func rate(atStep step: Int, of total: Int, base: Double) -> Float {
    Float(base * factor(atStep: step, of: total))
  }

  /// The part of the base rate that one step has.
  public func factor(atStep step: Int, of total: Int) -> Double {
    let warmup = max(warmupSteps, 0)
    if step < warmup { return Double(step + 1) / Double(warmup) }
    let passed = Double(step - warmup)
    let progress = total > warmup ? min(passed / Double(total - warmup), 1) : 1
    return switch curve {
    case .constant: 1
    case .linear(let end): 1 - (1 - end) * progress
    case .cosine(let end): end + (1 - end) * (1 + cos(.pi * progress)) / 2
    case .exponential(let factor, let steps): pow(factor, passed / Double(max(steps, 1)))
    }
  }
}
