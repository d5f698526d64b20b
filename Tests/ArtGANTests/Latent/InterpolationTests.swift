import ArtGAN
import Foundation
import Testing

@Suite("Interpolation between two latent points")
struct InterpolationTests {
  static let space = LatentSpace(size: 100)
  static let pairs: [(name: String, a: [Float], b: [Float])] = [
    ("random", space.point(seed: 1), space.point(seed: 2)),
    ("equal", space.point(seed: 1), space.point(seed: 1)),
    ("nearly equal", space.point(seed: 1), space.point(seed: 1).map { $0 * 1.000001 }),
    ("parallel, longer", space.point(seed: 1), space.point(seed: 1).map { $0 * 3 }),
    ("opposite", space.point(seed: 1), space.point(seed: 1).map { -$0 }),
    ("opposite, longer", space.point(seed: 1), space.point(seed: 1).map { $0 * -2 }),
    ("nearly opposite", space.point(seed: 1), [0.001] + space.point(seed: 1).dropFirst().map { -$0 }),
    ("from the origin", [Float](repeating: 0, count: 100), space.point(seed: 2)),
    ("axes", [1, 0], [0, 1]),
  ]

  @Test("ends are exact", arguments: pairs.indices)
  func ends(_ index: Int) {
    let (_, a, b) = Self.pairs[index]
    #expect(slerp(a, b, 0) == a)
    #expect(slerp(a, b, 1) == b)
    #expect(lerp(a, b, 0) == a)
    #expect(lerp(a, b, 1) == b)
  }

  @Test("the distance from the origin goes evenly", arguments: pairs.indices)
  func norm(_ index: Int) {
    let (name, a, b) = Self.pairs[index]
    for t in stride(from: 0.05, to: 1, by: 0.05) {
      let expected = length(a) + (length(b) - length(a)) * t
      let found = length(slerp(a, b, t))
      #expect(abs(found - expected) < 1e-4 * max(expected, 1), "\(name) at \(t)")
    }
  }

  @Test("the direction turns at an even speed", arguments: pairs.indices)
  func speed(_ index: Int) {
    let (name, a, b) = Self.pairs[index]
    guard length(a) > 0, length(b) > 0 else { return }
    let steps = 32
    let points = (0...steps).map { slerp(a, b, Double($0) / Double(steps)) }
    let turns = zip(points, points.dropFirst()).map { angle($0, $1) }
    let mean = turns.reduce(0, +) / Double(steps)
    for turn in turns { #expect(abs(turn - mean) < 2e-3 * max(mean, 1e-2), "\(name)") }
    #expect(abs(turns.reduce(0, +) - angle(a, b)) < 1e-2, "\(name): not the shortest way")
  }

  @Test("a quarter turn has its closed form")
  func quarter() {
    let half = slerp([1, 0], [0, 1], 0.5)
    #expect(abs(Double(half[0]) - 0.5.squareRoot()) < 1e-7 && abs(Double(half[1]) - 0.5.squareRoot()) < 1e-7)
    #expect(lerp([1, 0], [0, 1], 0.25) == [0.75, 0.25])
  }

  private func length(_ x: [Float]) -> Double { x.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot() }
}

func angle(_ a: [Float], _ b: [Float]) -> Double {
  func length(_ x: [Double]) -> Double { x.reduce(0) { $0 + $1 * $1 }.squareRoot() }
  let (u, v) = (a.map(Double.init), b.map(Double.init))
  let (na, nb) = (length(u), length(v))
  let apart = length(zip(u, v).map { $0 / na - $1 / nb })
  let along = length(zip(u, v).map { $0 / na + $1 / nb })
  return 2 * atan2(apart, along)
}
