import Foundation
public import ArtTensor

// Steps from points to others that are as likely: images stay as good as those of random points.

extension LatentSpace {
  /// A point at a distance, in a random direction.
  ///
  /// Points of a normal distribution lie near a sphere; the new one is on the sphere of the old one, after a turn by the
  /// distance. In a cube the point goes the same way towards a random one, and stops at the faces.
  ///
  /// - Parameters:
  ///   - point: a point of the space.
  ///   - distance: in quarter turns: 0 is the point itself, 1 is as far as random points are from each other.
  ///   - key: chooses the direction.
  public func neighbour(of point: [Float], at distance: Double, key: RandomKey) -> [Float] {
    guard distance != 0 else { return point }
    let (c, s) = (cos(distance * .pi / 2), sin(distance * .pi / 2))
    switch distribution {
    case .uniform:
      return zip(point, key.uniforms(count: size)).map { here, random in
        Float(min(max(c * Double(here) + s * (2 * Double(random) - 1), -1), 1))
      }
    case .normal:
      let (direction, norm) = Directions.split(point)
      let noise = key.normals(count: size).map(Double.init)
      let along = zip(direction, noise).reduce(0) { $0 + $1.0 * $1.1 }
      let across = zip(direction, noise).map { $1 - along * $0 }
      let length = Directions.norm(across)
      // The origin has no sphere of its own, and a line no direction across.
      guard norm > 0, length > 0 else { return zip(point, noise).map { Float(c * Double($0) + s * $1) } }
      return zip(direction, across).map { Float(norm * (c * $0 + s * $1 / length)) }
    }
  }

  /// A child of two points: each coordinate is that of the one or of the other. In a normal distribution the child is as
  /// far from the middle as its parents are on average.
  ///
  /// Source: Syswerda 1989, "Uniform crossover in genetic algorithms".
  ///
  /// - Parameters:
  ///   - a: the one.
  ///   - b: the other.
  ///   - key: chooses for each coordinate.
  public func crossed(_ a: [Float], _ b: [Float], key: RandomKey) -> [Float] {
    let mixed = zip(zip(a, b), key.uniforms(count: size)).map { $1 < 0.5 ? $0.0 : $0.1 }
    guard distribution == .normal else { return mixed }
    let (direction, length) = Directions.split(mixed)
    guard length > 0 else { return mixed }
    let norm = (Directions.split(a).norm + Directions.split(b).norm) / 2
    return direction.map { Float($0 * norm) }
  }
}
