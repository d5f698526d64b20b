import ArtTensor
import Testing

struct SeedPurposeTests {
  /// Only two uses take the seed's own key: points fold it with their index, and the split draws from it.
  @Test func usesOfASeedShareNoKey() {
    let own: Set<SeedPurpose> = [.latentPoints, .validationSplit]
    for seed: UInt64 in [0, 1, 42] {
      for purpose in own { #expect(purpose.key(of: seed) == RandomKey(seed: seed)) }
      let others = SeedPurpose.allCases.filter { !own.contains($0) }.map { $0.key(of: seed) }
      let points = (0..<1000).map { SeedPurpose.latentPoints.key(of: seed).folded($0 + 8) }
      let all = others + points + [RandomKey(seed: seed)]
      #expect(Set(all).count == all.count)
    }
  }

  @Test func keysArePinned() {
    #expect(SeedPurpose.generatorWeights.key(of: 7) == RandomKey(seed: 7).folded(1))
    #expect(SeedPurpose.generatorClasses.key(of: 7) == RandomKey(seed: 7).folded(7))
    #expect(SeedPurpose.strokes.key(of: 7) == RandomKey(seed: 7).folded(0x7374_726f_6b65))
    #expect(SeedPurpose.clusters.fixedKey == RandomKey(seed: 0x6b6d_6561_6e73))
    let point = RandomKey(seed: 7).folded(3)
    #expect(SeedPurpose.pointClass.key(from: point) == point.folded(0x636c_6173_73))
  }
}
