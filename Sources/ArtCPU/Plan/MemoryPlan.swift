import ArtGraph

/// Where each buffer lies in one block of memory. Buffers share a place when their lives do not overlap.
struct MemoryPlan {
  /// A buffer that is written in step `first` and read for the last time in step `last`.
  struct Lifetime {
    var buffer: Int
    var count: Int
    var first: Int
    var last: Int
  }

  /// The offset of each buffer in floats.
  private(set) var offsets: [Int: Int] = [:]

  /// The floats of the whole block.
  private(set) var total = 0

  /// 16 floats: a cache line.
  private static let alignment = 16

  /// Places the largest buffers first, each at the lowest place that is free during its life.
  init(_ lifetimes: [Lifetime]) {
    var placed: [(lifetime: Lifetime, offset: Int)] = []
    let order = lifetimes.sorted { ($1.count, $0.first, $0.buffer) < ($0.count, $1.first, $1.buffer) }
    for lifetime in order {
      let neighbours =
        placed
        .filter { $0.lifetime.first <= lifetime.last && lifetime.first <= $0.lifetime.last }
        .sorted { $0.offset < $1.offset }
      var offset = 0
      for neighbour in neighbours {
        if offset + lifetime.count <= neighbour.offset { break }
        offset = max(offset, Self.rounded(neighbour.offset + neighbour.lifetime.count))
      }
      placed.append((lifetime, offset))
      offsets[lifetime.buffer] = offset
      total = max(total, Self.rounded(offset + lifetime.count))
    }
  }

  /// Where a buffer begins, in floats.
  ///
  /// - Throws: ``ExecutorError`` for a buffer that was not asked for.
  func offset(of buffer: Int) throws(ExecutorError) -> Int {
    guard let offset = offsets[buffer] else { throw .compilerMistake(missing: "memory", of: "buffer \(buffer)") }
    return offset
  }

  private static func rounded(_ count: Int) -> Int {
    (count + alignment - 1) / alignment * alignment
  }
}
