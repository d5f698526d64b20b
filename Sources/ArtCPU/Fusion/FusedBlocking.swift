import ArtGraph

/// How a unit's index space is cut: into tasks that threads take, and into blocks that fit the cache. Depends on the
/// sizes alone, so that results do not depend on the threads.
struct FusedBlocking {
  /// The numbers of one block; a multiple of the row where rows are shorter.
  let block: Int

  /// A vector along the last axis that must not be cut across blocks unless it is longer than a block.
  let row: Int?

  /// The numbers that all registers of a block share: well inside a first-level cache of 32 KiB.
  private static let cacheBudget = 6144

  /// The numbers of one task: enough work to be worth a thread's attention.
  static let task = 32768

  init(count: Int, row: Int?, registers: Int) {
    let longest = max(256, min(2048, Self.cacheBudget / max(registers, 1))) & ~15
    self.row = row
    if let row, row <= longest {
      block = longest / row * row
    } else {
      block = longest
    }
  }

  /// Whether blocks begin at the beginning of a row.
  var keepsRows: Bool { row.map { $0 <= block } ?? false }
}
