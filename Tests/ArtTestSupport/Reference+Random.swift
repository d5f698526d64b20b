import ArtGraph
import ArtTensor
import Foundation

extension Random {
  /// The numbers of one step. The run's key is enciphered from (seed, step, stream); elements come in groups of 64 from
  /// 16 blocks of four words, so that element 16·w + j of a group is word w of its block j.
  func reference(seed: UInt64, step: UInt64) -> ReferenceArray {
    let first = Philox.block(
      [UInt32(truncatingIfNeeded: step), UInt32(truncatingIfNeeded: step >> 32), UInt32(stream), 1], key: seed)
    let key = UInt64(first[1]) << 32 | UInt64(first[0])

    func bits(_ group: Int, _ lane: Int, _ w: Int) -> UInt32 {
      let block = group * 16 + lane
      return Philox.block(
        [UInt32(truncatingIfNeeded: block), UInt32(truncatingIfNeeded: block >> 32), 0, 0], key: key)[w]
    }
    func word(_ element: Int, _ w: Int) -> Double {
      Double(bits(element / 64, element % 16, w) >> 8) * 0x1p-24
    }

    return ReferenceArray(
      shape: outputShape,
      numbers: (0..<outputShape.count).map { element in
        let w = element % 64 / 16
        switch distribution {
        case .uniform(let low, let high):
          return Double(low) + word(element, w) * Double(high - low)
        case .normal:
          // Box and Muller: words 0 and 1 make the first two numbers, 2 and 3 the others.
          let radius = (-2 * log(word(element, w / 2 * 2) + 0x1p-24)).squareRoot()
          let angle = 2 * Double.pi * word(element, w / 2 * 2 + 1)
          return radius * (w % 2 == 0 ? cos(angle) : sin(angle))
        case .mask(let ones, let value):
          // Elements come in groups of 128: a word's low half is element 32·w + j, its high half the one 16 later.
          let halves = bits(element / 128, element % 16, element % 128 / 32)
          return (element % 32 < 16 ? halves & 0xFFFF : halves >> 16) < ones ? Double(value) : 0
        }
      })
  }
}

/// Philox4x32-10 (Salmon, Moraes, Dror, Shaw 2011), from the paper.
enum Philox {
  static func block(_ counter: [UInt32], key: UInt64) -> [UInt32] {
    var c = counter
    var k = (UInt32(truncatingIfNeeded: key), UInt32(truncatingIfNeeded: key >> 32))
    for _ in 0..<10 {
      let a = c[0].multipliedFullWidth(by: 0xD251_1F53)
      let b = c[2].multipliedFullWidth(by: 0xCD9E_8D57)
      c = [b.high ^ c[1] ^ k.0, b.low, a.high ^ c[3] ^ k.1, a.low]
      k = (k.0 &+ 0x9E37_79B9, k.1 &+ 0xBB67_AE85)
    }
    return c
  }
}
