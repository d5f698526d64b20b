import ArtGAN
import ArtTensor
import Testing

@Suite("Steps between latent points")
struct LatentStepsTests {
  private func norm(_ x: [Float]) -> Double { x.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot() }
  private func cosine(_ a: [Float], _ b: [Float]) -> Double {
    zip(a, b).reduce(0) { $0 + Double($1.0) * Double($1.1) } / (norm(a) * norm(b))
  }

  @Test("a neighbour lies on the point's sphere, at the angle of its distance", arguments: [0.1, 0.3, 1])
  func turns(distance: Double) {
    let space = LatentSpace(size: 40)
    let point = space.point(seed: 2)
    for number in UInt64(0)..<5 {
      let there = space.neighbour(of: point, at: distance, key: RandomKey(seed: 3).folded(number))
      #expect(abs(norm(there) - norm(point)) < 1e-4)
      #expect(abs(cosine(there, point) - cosine(distance)) < 1e-5)
    }
  }

  /// The cosine of so many quarter turns, by its series.
  private func cosine(_ turns: Double) -> Double {
    let x = turns * .pi / 2
    var (term, sum) = (1.0, 1.0)
    for k in 1..<12 {
      term *= -x * x / Double((2 * k - 1) * (2 * k))
      sum += term
    }
    return sum
  }

  @Test("distance 0 is the point itself; directions differ from key to key; a cube's points stay in it")
  func edges() {
    for distribution in LatentDistribution.allCases {
      let space = LatentSpace(size: 12, distribution: distribution)
      let point = space.point(seed: 1)
      #expect(space.neighbour(of: point, at: 0, key: RandomKey(seed: 1)) == point)
      let all = (0..<20).map { space.neighbour(of: point, at: 0.5, key: RandomKey(seed: 1).folded($0)) }
      #expect(Set(all).count == 20)
      if distribution == .uniform { #expect(all.joined().allSatisfy { abs($0) <= 1 }) }
      #expect(
        space.neighbour(of: [Float](repeating: 0, count: 12), at: 0.5, key: RandomKey(seed: 1)).contains { $0 != 0 })
    }
    #expect(LatentSpace(size: 1).neighbour(of: [2], at: 0.5, key: RandomKey(seed: 1))[0].isFinite)
  }

  @Test("a child has each coordinate of the one or of the other, and their mean distance from the middle")
  func crossover() throws {
    let space = LatentSpace(size: 64)
    let (a, b) = (space.point(seed: 1), space.point(seed: 2))
    let child = space.crossed(a, b, key: RandomKey(seed: 9))
    #expect(abs(norm(child) - (norm(a) + norm(b)) / 2) < 1e-4)
    let scale = try #require(child.indices.lazy.map { child[$0] / a[$0] }.first { $0 > 0.5 && $0 < 2 })
    let ofA = child.indices.filter { abs(child[$0] - scale * a[$0]) < 1e-4 }.count
    let ofB = child.indices.filter { abs(child[$0] - scale * b[$0]) < 1e-4 }.count
    #expect(ofA + ofB == 64)
    #expect((20...44).contains(ofA))
    let cube = LatentSpace(size: 8, distribution: .uniform)
    let (c, d) = (cube.point(seed: 1), cube.point(seed: 2))
    #expect(zip(cube.crossed(c, d, key: RandomKey(seed: 1)), zip(c, d)).allSatisfy { $0 == $1.0 || $0 == $1.1 })
  }

  @Test("a move adds the direction, and classes stay")
  func moves() throws {
    var model = Examples.definition()
    try model.learnClasses()
    let point = model.point(seed: 1, label: 1)
    let direction = LatentDirection(name: "up", vector: [1, 0, -2, 0, 0])
    #expect(model.moved(point, by: []) == point)
    let there = model.moved(point, by: [LatentMove(direction, by: 0.5), LatentMove(direction, by: 1)])
    #expect(there == [point[0] + 0.5 + 1, point[1], point[2] - 1 - 2, point[3], point[4], 0, 1])
    #expect(model.problem(with: direction) == nil)
    #expect(
      model.problem(with: LatentDirection(name: "long", vector: [1, 2])).map { "\($0)" }?.contains(
        "the direction 'long' belongs to another model: it has 2 numbers, and example takes 5") == true)
    let cube = LatentSpace(size: 1, distribution: .uniform)
    #expect(cube.moved([0.5], by: LatentMove(LatentDirection(name: "", vector: [1]), by: 3)) == [1])
  }
}

@Suite("Linear probes")
struct LatentProbeTests {
  @Test("finds the direction by which points were divided")
  func finds() throws {
    let space = LatentSpace(size: 10)
    let hidden: [Float] = [0, 0, 0.6, 0, 0, 0, 0, -0.8, 0, 0]
    let points = (0..<400).map { space.point(seed: 1, index: $0) }
    func side(_ point: [Float]) -> Float { zip(point, hidden).reduce(0.3) { $0 + $1.0 * $1.1 } }
    let (liked, unliked) = (points.filter { side($0) > 0 }, points.filter { side($0) <= 0 })
    let probe = try #require(LatentProbe(liked: liked, unliked: unliked))
    let length = probe.direction.reduce(0) { $0 + $1 * $1 }
    #expect(abs(length - 1) < 1e-5)
    #expect(zip(probe.direction, hidden).reduce(0) { $0 + $1.0 * $1.1 } > 0.97)
    #expect(probe.accuracy > 0.95)
    // The other way round, and the same again.
    let back = try #require(LatentProbe(liked: unliked, unliked: liked))
    #expect(zip(back.direction, probe.direction).allSatisfy { abs($0 + $1) < 1e-4 })
    #expect(LatentProbe(liked: liked, unliked: unliked) == probe)
  }

  @Test("few points and points that do not differ")
  func few() throws {
    let (a, b): ([Float], [Float]) = ([1, 2, 0], [0, 2, 0])
    let probe = try #require(LatentProbe(liked: [a], unliked: [b]))
    #expect(abs(probe.direction[0] - 1) < 1e-6)
    #expect(probe.accuracy == 1)
    #expect(LatentProbe(liked: [a, a], unliked: [a]) == nil)
    #expect(LatentProbe(liked: [], unliked: [a]) == nil)
  }
}
