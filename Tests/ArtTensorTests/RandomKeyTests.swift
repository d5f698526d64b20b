import ArtTensor
import Foundation
import Testing

@Suite struct RandomKeyTests {
  let key = RandomKey(seed: 42)

  @Test func aNumberIsTheSameAloneAndInItsSequence() {
    let sequence = key.uniforms(count: 300)
    #expect(sequence == (0..<300).map { key.uniform(UInt64($0)) })
    #expect(sequence == Array(key.uniforms(count: 1000)[..<300]))
    #expect(key.normals(count: 70) == Array(key.normals(count: 1000)[..<70]))
    #expect(key.uniforms(count: 0).isEmpty)
  }

  @Test func foldedKeysAreIndependent() {
    let keys = [key, RandomKey(seed: 43)] + (0..<100).map { key.folded($0) } + [key.folded(0).folded(0)]
    #expect(Set(keys).count == keys.count)
    #expect(Set(keys.map { $0.uniforms(count: 16) }).count == keys.count)
    #expect(key.folded(1 << 40) != key.folded(0))
    let a = key.folded(1).normals(count: 100_000)
    let b = key.folded(2).normals(count: 100_000)
    let correlation = zip(a, b).reduce(0.0) { $0 + Double($1.0 * $1.1) } / 100_000
    #expect(abs(correlation) < 0.013)
  }

  @Test func keysArePinned() {
    #expect(key.folded(5) == RandomKey(seed: 13_022_746_987_445_164_359))
    #expect(key.bits(9) == 7_101_673_627_717_275_493)
  }

  @Test func aKeySurvivesEncoding() throws {
    let key = RandomKey(seed: .max)
    #expect(try JSONDecoder().decode(RandomKey.self, from: JSONEncoder().encode(key)) == key)
  }

  @Test(arguments: [1, 2, 3, 10, 1000]) func wholeNumbersAreInRangeAndEven(below: Int) {
    let draws = 20_000
    var counts = [Int](repeating: 0, count: below)
    for index in 0..<draws { counts[key.int(UInt64(index), below: below)] += 1 }
    let mean = Double(draws) / Double(below)
    let deviation = mean.squareRoot()
    #expect(counts.allSatisfy { abs(Double($0) - mean) <= 5 * deviation + 1e-9 })
  }

  @Test(arguments: [0, 1, 2, 17, 5000]) func aPermutationHoldsEachNumberOnce(count: Int) {
    let order = key.permutation(count: count)
    #expect(order.sorted() == Array(0..<count))
    #expect(order == key.permutation(count: count))
    if count > 10 {
      #expect(order != Array(0..<count))
      #expect(order != key.folded(1).permutation(count: count))
    }
  }

  @Test func everyOrderComesEquallyOften() {
    var counts: [[Int]: Int] = [:]
    for trial in 0..<6000 { counts[key.folded(UInt64(trial)).permutation(count: 3), default: 0] += 1 }
    #expect(counts.count == 6)
    #expect(counts.values.allSatisfy { abs($0 - 1000) < 150 })
  }
}
