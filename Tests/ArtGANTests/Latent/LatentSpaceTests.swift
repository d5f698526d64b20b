import ArtGAN
import Testing

@Suite("Latent points")
struct LatentSpaceTests {
  @Test("a point has the same numbers however many are drawn", arguments: LatentDistribution.allCases)
  func names(_ distribution: LatentDistribution) {
    let space = LatentSpace(size: 7, distribution: distribution)
    let many = Array(space.points(seed: 4, count: 20))
    #expect(Array(space.points(seed: 4, count: 3)) == Array(many.prefix(3)))
    #expect(space.point(seed: 4, index: 11) == many[11])
    #expect(Set(many).count == 20)
    #expect(space.point(seed: 5) != space.point(seed: 4))
  }

  @Test("points have the distribution's mean and variance")
  func moments() {
    for (distribution, variance) in [(LatentDistribution.normal, 1.0), (.uniform, 1.0 / 3)] {
      let numbers = LatentSpace(size: 100, distribution: distribution).points(seed: 1, count: 200).flatMap(\.self)
      let mean = numbers.reduce(0) { $0 + Double($1) } / Double(numbers.count)
      let second = numbers.reduce(0) { $0 + Double($1) * Double($1) } / Double(numbers.count)
      #expect(abs(mean) < 0.03)
      #expect(abs(second - variance) < 0.03)
      if distribution == .uniform { #expect(numbers.allSatisfy { abs($0) <= 1 }) }
    }
  }

  @Test("a negative count is none")
  func none() {
    #expect(LatentSpace(size: 3).points(seed: 1, count: -2).isEmpty)
  }
}
