package import ArtTensor
import CArtKernels

/// The product of two row-major matrices on several threads: `product = op(left) · op(right)`, where op(left) is
/// `rows × inner`, op(right) is `inner × columns`, and op transposes where asked.
///
/// Work is cut by these sizes alone: into stripes of the product or, for a small product with a long sum, into
/// stretches of the sum that are added in order. So the bits are the same for any number of threads.
package struct MatrixMultiply: Hashable, Sendable {
  package let rows: Int
  package let columns: Int
  package let inner: Int
  package let transposingLeft: Bool
  package let transposingRight: Bool

  private let thin: ThinProduct?
  private let cut: Cut
  /// The extent of each block along the axis that is cut.
  private let length: Int

  private enum Cut { case rows, columns, inner }

  package init(
    rows: Int, columns: Int, inner: Int, transposingLeft: Bool = false, transposingRight: Bool = false
  ) {
    self.rows = rows
    self.columns = columns
    self.inner = inner
    self.transposingLeft = transposingLeft
    self.transposingRight = transposingRight
    thin = ThinProduct(
      rows: rows, columns: columns, inner: inner, transposingLeft: transposingLeft, transposingRight: transposingRight)
    if rows * columns <= Self.smallProduct && inner >= Self.longSum {
      cut = .inner
    } else {
      cut = rows >= columns ? .rows : .columns
    }
    let extent = cut == .inner ? inner : max(rows, columns)
    let blocks = min(max(rows * columns * inner / Self.blockWork, 1), cut == .inner ? Self.parts : Self.blocks)
    // Whole panels, and whole blocks of the micro-kernel.
    let unit = cut == .rows ? 48 : 32
    length = max((extent + blocks - 1) / blocks + unit - 1, unit) / unit * unit
  }

  /// A product up to this size with a sum of at least this length is cut along the sum.
  private static let smallProduct = 128 * 128
  private static let longSum = 2048
  /// Multiply-adds that are worth another thread's attention: about 5 µs.
  private static let blockWork = 1 << 19
  private static let blocks = 32
  private static let parts = 16

  private var extent: Int {
    switch cut {
    case .rows: rows
    case .columns: columns
    case .inner: inner
    }
  }

  private var blockCount: Int { (extent + length - 1) / length }

  /// The sums over stretches, which are added up at the end.
  private var partialCount: Int {
    thin == nil && cut == .inner && blockCount > 1 ? (blockCount * rows * columns + 15) / 16 * 16 : 0
  }

  private func block(_ count: Int) -> SerialProduct {
    SerialProduct(
      rows: cut == .rows ? count : rows, columns: cut == .columns ? count : columns,
      inner: cut == .inner ? count : inner, transposingLeft: transposingLeft, transposingRight: transposingRight)
  }

  /// The floats of scratch memory of one thread.
  private var scratchCount: Int {
    let largest = block(min(length, extent))
    return SerialProduct.scratchCount(rows: largest.rows, inner: largest.inner)
  }

  /// The floats of scratch memory that a product needs.
  package func workspaceCount(threads: Int) -> Int {
    thin == nil ? partialCount + threads * scratchCount : 0
  }

  /// The numbers of scratch memory that are written and read, besides those that stay in the cache.
  package var scratchTraffic: Int { 2 * partialCount }

  /// Overwrites `product`, which must not overlap the factors.
  package func callAsFunction(
    left: UnsafePointer<Float>, right: UnsafePointer<Float>, product: UnsafeMutablePointer<Float>,
    workspace: UnsafeMutablePointer<Float>, pool: ThreadPool
  ) {
    if let thin { return thin(left: left, right: right, product: product, pool: pool) }
    let leftStep = transposingLeft ? rows : inner
    let rightStep = transposingRight ? inner : columns
    let (blocks, partialCount, scratchCount) = (blockCount, partialCount, scratchCount)
    pool.parallel(blocks) { block, worker in
      let start = block * length
      let leftStart = cut == .columns ? 0 : (cut == .rows) != transposingLeft ? start * leftStep : start
      let rightStart = cut == .rows ? 0 : (cut == .inner) != transposingRight ? start * rightStep : start
      let target =
        switch cut {
        case .rows: product + start * columns
        case .columns: product + start
        case .inner: blocks > 1 ? workspace + block * rows * columns : product
        }
      self.block(min(length, extent - start))(
        left: left + leftStart, leftStep, right: right + rightStart, rightStep, product: target, columns,
        accumulates: false, scratch: workspace + partialCount + worker * scratchCount)
    }
    if partialCount > 0 { addParts(workspace, into: product, pool) }
  }

  private func addParts(
    _ parts: UnsafePointer<Float>, into product: UnsafeMutablePointer<Float>, _ pool: ThreadPool
  ) {
    let (count, piece) = (rows * columns, 4096)
    pool.parallel((count + piece - 1) / piece) { index in
      let first = index * piece
      art_add_parts(parts + first, blockCount, count, min(piece, count - first), product + first)
    }
  }
}
