/// A step along a direction, as part of what is asked for: a little rounder, much darker.
public struct LatentMove: Hashable, Sendable {
  public var direction: LatentDirection
  /// How often the direction's vector is added.
  public var amount: Double

  public init(_ direction: LatentDirection, by amount: Double) {
    self.direction = direction
    self.amount = amount
  }
}

extension LatentSpace {
  /// A point moved along a direction; in a cube, no farther than its faces.
  ///
  /// - Parameters:
  ///   - point: coordinates before truncation, as many as the direction has; see `ModelDefinition.problem(with:)`.
  ///   - move: the direction, and how far.
  public func moved(_ point: [Float], by move: LatentMove) -> [Float] {
    guard move.amount != 0 else { return point }
    return zip(point, move.direction.vector).map { here, step in
      let there = Float(Double(here) + move.amount * Double(step))
      return distribution == .normal ? there : min(max(there, -1), 1)
    }
  }
}

extension ModelDefinition {
  /// A point of the model, class weights behind its coordinates, moved along directions one after the other. Classes stay.
  ///
  /// - Parameters:
  ///   - point: before truncation.
  ///   - moves: the directions, and how far along each.
  public func moved(_ point: [Float], by moves: [LatentMove]) -> [Float] {
    guard !moves.isEmpty else { return point }
    let there = moves.reduce(Array(point.prefix(latent.size))) { latent.moved($0, by: $1) }
    return there + point.dropFirst(latent.size)
  }

  /// Why a direction is not one of this model; nil where it is.
  public func problem(with direction: LatentDirection) -> LatentError? {
    direction.vector.count == latent.size
      ? nil
      : .otherDirection(direction.name, "it has \(direction.vector.count) numbers, and \(id) takes \(latent.size)")
  }
}
