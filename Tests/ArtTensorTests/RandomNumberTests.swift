import ArtTensor
import CArtKernels
import Foundation
import Testing

/// The C functions that fill blocks for the engine.
@Suite struct RandomNumberTests {
  static func uniforms(_ start: Int, _ count: Int, seed: UInt64 = 7, step: UInt64 = 3, stream: UInt32 = 1) -> [Float] {
    var out = [Float](repeating: .nan, count: count)
    art_random_uniform(&out, start, count, seed, step, stream, 0, 1)
    return out
  }

  static func normals(_ start: Int, _ count: Int, seed: UInt64 = 7, step: UInt64 = 3, stream: UInt32 = 1) -> [Float] {
    var out = [Float](repeating: .nan, count: count)
    art_random_normal(&out, start, count, seed, step, stream)
    return out
  }

  static func masks(_ start: Int, _ count: Int, ones: UInt32 = 45_875, value: Float = 1.25) -> [Float] {
    var out = [Float](repeating: .nan, count: count)
    art_random_mask(&out, start, count, 7, 3, 1, ones, value)
    return out
  }

  @Test(arguments: [(0, 1), (0, 64), (1, 63), (5, 200), (63, 2), (64, 64), (130, 1), (999, 0), (700, 300)])
  func anyPartOfASequenceIsTheSameNumbers(start: Int, count: Int) {
    let range = start..<start + count
    #expect(Self.uniforms(start, count) == Array(Self.uniforms(0, 1000)[range]))
    #expect(Self.normals(start, count) == Array(Self.normals(0, 1000)[range]))
    #expect(Self.masks(start, count) == Array(Self.masks(0, 1000)[range]))
  }

  @Test func indicesGoFarBeyond32Bits() {
    let far = 1 << 40
    #expect(Self.uniforms(far, 100) != Self.uniforms(0, 100))
    #expect(Array(Self.uniforms(far - 10, 100)[10...]) == Self.uniforms(far, 90))
  }

  @Test func seedStepAndStreamEachGiveOtherNumbers() {
    let all = [
      Self.uniforms(0, 64), Self.uniforms(0, 64, seed: 8), Self.uniforms(0, 64, step: 4),
      Self.uniforms(0, 64, stream: 2), Self.uniforms(0, 64, seed: 7 + (1 << 32)),
    ]
    #expect(Set(all).count == all.count)
  }

  /// The bits are pinned: a run made on one machine can be repeated on any other.
  @Test func theBitsAreTheSameOnEveryMachine() {
    #expect(Self.digest(Self.uniforms(0, 100_000)) == 3_950_648_712_992_804_428)
    #expect(Self.digest(Self.normals(0, 100_000)) == 13_191_492_071_022_642_696)
  }

  /// FNV-1a over the bit patterns.
  static func digest(_ numbers: [Float]) -> UInt64 {
    numbers.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1.bitPattern)) &* 0x100_0000_01b3 }
  }

  @Test(arguments: [(Float(0), Float(1)), (-1, 1), (2, 2.000_001), (-1e30, 1e30), (5, 5)])
  func uniformsStayInTheirRange(low: Float, high: Float) {
    var out = [Float](repeating: .nan, count: 100_000)
    art_random_uniform(&out, 0, out.count, 1, 0, 0, low, high)
    #expect(out.allSatisfy { $0 >= low && ($0 < high || low == high) })
  }

  @Test func uniformsFillTheirRangeEvenly() {
    let numbers = Self.uniforms(0, 1_000_000)
    var bins = [Double](repeating: 0, count: 100)
    for number in numbers { bins[Int(number * 100)] += 1 }
    let chiSquare = bins.reduce(0) { $0 + ($1 - 10_000) * ($1 - 10_000) / 10_000 }
    // 99 degrees of freedom: 99.9 % of all samples lie between these.
    #expect(chiSquare > 56 && chiSquare < 149)
    // Neighbours, and elements of the same cipher block (16 apart), are uncorrelated.
    for lag in [1, 2, 16, 32, 64] {
      let products = zip(numbers, numbers.dropFirst(lag)).reduce(0.0) {
        $0 + (Double($1.0) - 0.5) * (Double($1.1) - 0.5)
      }
      #expect(abs(products / 1_000_000 * 12) < 0.004, "lag \(lag)")
    }
  }

  @Test(arguments: [0, 1, 45_875, 65_535, 65_536] as [UInt32])
  func masksHaveTheirShareOfOnes(ones: UInt32) {
    let mask = Self.masks(0, 1_000_000, ones: ones)
    #expect(mask.allSatisfy { $0 == 0 || $0 == 1.25 })
    let (p, kept) = (Double(ones) / 65_536, mask.filter { $0 != 0 }.count)
    // 99.9 % of all samples lie within 3.3 standard deviations.
    #expect(abs(Double(kept) - 1e6 * p) <= 3.3 * (1e6 * p * (1 - p)).squareRoot())
    // Neighbours, both halves of a word (16 apart), and words of the same cipher block are uncorrelated.
    for lag in [1, 2, 16, 32, 64, 128] where ones == 45_875 {
      let products = zip(mask, mask.dropFirst(lag)).reduce(0.0) {
        $0 + (Double($1.0) / 1.25 - p) * (Double($1.1) / 1.25 - p)
      }
      #expect(abs(products / 1_000_000 / (p * (1 - p))) < 0.004, "lag \(lag)")
    }
  }

  @Test func normalsHaveTheRightMoments() {
    let numbers = Self.normals(0, 1_000_000).map(Double.init)
    let moments = (1...4).map { power in numbers.reduce(0) { $0 + pow($1, Double(power)) } / 1_000_000 }
    #expect(abs(moments[0]) < 0.004)
    #expect(abs(moments[1] - 1) < 0.006)
    #expect(abs(moments[2]) < 0.016)
    #expect(abs(moments[3] - 3) < 0.04)
    let products = zip(numbers, numbers.dropFirst(16)).reduce(0.0) { $0 + $1.0 * $1.1 }
    #expect(abs(products / 1_000_000) < 0.004, "both halves of a Box-Muller pair")
    #expect(numbers.allSatisfy { $0.isFinite && abs($0) < 6 })
  }

  /// Against Box and Muller's formula in double precision with the system's functions.
  @Test func normalsMatchTheirFormula() {
    let uniforms = Self.uniforms(0, 64 * 500).map(Double.init)
    let normals = Self.normals(0, 64 * 500).map(Double.init)
    var worst = 0.0
    for group in stride(from: 0, to: uniforms.count, by: 64) {
      for pair in [0, 32] {
        for lane in 0..<16 {
          let radius = (-2 * log(uniforms[group + pair + lane] + 0x1p-24)).squareRoot()
          let angle = 2 * Double.pi * uniforms[group + pair + 16 + lane]
          worst = max(worst, abs(normals[group + pair + lane] - radius * cos(angle)))
          worst = max(worst, abs(normals[group + pair + 16 + lane] - radius * sin(angle)))
        }
      }
    }
    #expect(worst < 1e-6)
  }
}
