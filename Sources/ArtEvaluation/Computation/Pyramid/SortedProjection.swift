/// Numbers in rising order, each with the group of images that it came from.
///
/// Sorted by their bits in three passes (radix sort): the time is the same for any order.
struct SortedProjection {
  /// The upper 32 bits are the number, as bits that sort as the numbers do; the lower ones its group.
  private var items: [UInt64]
  private var spare: [UInt64]

  init(count: Int) {
    items = [UInt64](repeating: 0, count: count)
    spare = items
  }

  var count: Int { items.count }

  /// Takes new numbers in.
  ///
  /// - Parameters:
  ///   - numbers: as many as ``count``, all finite.
  ///   - group: the group of the number at a place.
  mutating func sort(_ numbers: UnsafePointer<Float>, group: (_ place: Int) -> Int) {
    for place in items.indices {
      let bits = numbers[place].bitPattern
      // Negative numbers sort the other way round, and before the others.
      let key = bits >> 31 == 1 ? ~bits : bits | 0x8000_0000
      items[place] = UInt64(key) << 32 | UInt64(group(place))
    }
    pass(shift: 32, bits: 11)
    pass(shift: 43, bits: 11)
    pass(shift: 54, bits: 10)
  }

  private mutating func pass(shift: UInt64, bits: Int) {
    let mask = UInt64(1 << bits - 1)
    items.withUnsafeBufferPointer { source in
      spare.withUnsafeMutableBufferPointer { target in
        withUnsafeTemporaryAllocation(of: Int.self, capacity: 1 << bits) { starts in
          starts.initialize(repeating: 0)
          for item in source { starts[Int(item >> shift & mask)] += 1 }
          var sum = 0
          for bucket in starts.indices {
            let size = starts[bucket]
            starts[bucket] = sum
            sum += size
          }
          for item in source {
            let bucket = Int(item >> shift & mask)
            target[starts[bucket]] = item
            starts[bucket] += 1
          }
        }
      }
    }
    swap(&items, &spare)
  }

  /// The mean distance between the numbers of the same rank in two sets of as many: the Wasserstein distance on a line.
  func distance(to other: SortedProjection) -> Double {
    items.withUnsafeBufferPointer { a in
      other.items.withUnsafeBufferPointer { b in
        var sum = 0.0
        for place in 0..<a.count { sum += Double(abs(Self.number(a[place]) - Self.number(b[place]))) }
        return sum / Double(max(a.count, 1))
      }
    }
  }

  /// The same without the numbers of one group, of which both sets have as many.
  func distance(to other: SortedProjection, without group: Int) -> Double {
    items.withUnsafeBufferPointer { a in
      other.items.withUnsafeBufferPointer { b in
        var (sum, ranks, place) = (0.0, 0, 0)
        for item in a where Int(item & 0xff) != group {
          while place < b.count, Int(b[place] & 0xff) == group { place += 1 }
          guard place < b.count else { break }
          sum += Double(abs(Self.number(item) - Self.number(b[place])))
          ranks += 1
          place += 1
        }
        return sum / Double(max(ranks, 1))
      }
    }
  }

  @inline(__always)
  private static func number(_ item: UInt64) -> Float {
    let key = UInt32(truncatingIfNeeded: item >> 32)
    return Float(bitPattern: key >> 31 == 1 ? key & 0x7fff_ffff : ~key)
  }
}
