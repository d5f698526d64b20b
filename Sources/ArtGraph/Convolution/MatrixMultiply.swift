package import ArtTensor
import CArtKernels
import COpenBLAS

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
    if rows * columns <= Self.smallProduct && inner >= Self.longSum {
      cut = .inner
    } else {
      cut = rows >= columns ? .rows : .columns
    }
    let extent = cut == .inner ? inner : max(rows, columns)
    let blocks = min(max(rows * columns * inner / Self.blockWork, 1), cut == .inner ? Self.parts : Self.blocks)
    // Whole registers of the micro-kernels.
    length = max((extent + blocks - 1) / blocks + 15, 16) / 16 * 16
  }

  /// A product up to this size with a sum of at least this length is cut along the sum.
  private static let smallProduct = 128 * 128
  private static let longSum = 2048
  /// Multiply-adds that are worth another thread's attention.
  private static let blockWork = 1 << 20
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

  /// The floats of scratch memory that a product needs.
  package var workspaceCount: Int {
    cut == .inner && blockCount > 1 ? blockCount * rows * columns : 0
  }

  /// Overwrites `product`, which must not overlap the factors.
  package func callAsFunction(
    left: UnsafePointer<Float>, right: UnsafePointer<Float>, product: UnsafeMutablePointer<Float>,
    workspace: UnsafeMutablePointer<Float>, pool: ThreadPool
  ) {
    let leftStep = transposingLeft ? rows : inner
    let rightStep = transposingRight ? inner : columns
    let blocks = blockCount
    pool.parallel(blocks) { block in
      let start = block * length
      let count = min(length, extent - start)
      let leftStart = cut == .columns ? 0 : (cut == .rows) != transposingLeft ? start * leftStep : start
      let rightStart = cut == .rows ? 0 : (cut == .inner) != transposingRight ? start * rightStep : start
      let target =
        switch cut {
        case .rows: product + start * columns
        case .columns: product + start
        case .inner: blocks > 1 ? workspace + block * rows * columns : product
        }
      art_sgemm(
        transposingLeft ? 1 : 0, transposingRight ? 1 : 0, cut == .rows ? count : rows,
        cut == .columns ? count : columns, cut == .inner ? count : inner, 1, left + leftStart, leftStep,
        right + rightStart, rightStep, 0, target, columns)
    }
    if workspaceCount > 0 {
      art_add_parts(workspace, blocks, rows * columns, rows * columns, product)
    }
  }
}
