package import ArtTensor
import CArtKernels

/// The product of two row-major matrices on several threads: `product = op(left) · op(right)`, where op(left) is
/// `rows × inner`, op(right) is `inner × columns`, and op transposes where asked.
///
/// Work is cut by these sizes alone: into rectangles of the product or, for a small product with a long sum, into
/// stretches of the sum that are added in order. So the bits are the same for any number of threads.
package struct MatrixMultiply: Hashable, Sendable {
  package let rows: Int
  package let columns: Int
  package let inner: Int
  package let transposingLeft: Bool
  package let transposingRight: Bool

  private let thin: ThinProduct?
  private let cut: ProductCut

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
    cut = ProductCut(rows: rows, columns: columns, inner: inner)
  }

  /// The sums over stretches, which are added up at the end.
  private var partialCount: Int {
    cut.stretches > 1 ? (cut.stretches * rows * columns + 15) / 16 * 16 : 0
  }

  /// The floats of scratch memory of one thread.
  private var scratchCount: Int { SerialProduct.scratchCount(rows: cut.rowLength, inner: cut.innerLength) }

  /// The floats of scratch memory that a product needs.
  package func workspaceCount(threads: Int) -> Int {
    thin == nil ? partialCount + threads * scratchCount : 0
  }

  /// The numbers of scratch memory that are written and read, besides those that stay in the cache.
  package var scratchTraffic: Int { thin == nil ? 2 * partialCount : 0 }

  /// Overwrites `product`, which must not overlap the factors.
  package func callAsFunction(
    left: UnsafePointer<Float>, right: UnsafePointer<Float>, product: UnsafeMutablePointer<Float>,
    workspace: UnsafeMutablePointer<Float>, pool: ThreadPool
  ) {
    if let thin { return thin(left: left, right: right, product: product, pool: pool) }
    let leftStep = transposingLeft ? rows : inner
    let rightStep = transposingRight ? inner : columns
    let (partialCount, scratchCount) = (partialCount, scratchCount)
    pool.parallel(cut.blocks) { index, worker in
      let block = cut.block(index)
      let (row, column, step) = (block.rows.lowerBound, block.columns.lowerBound, block.inner.lowerBound)
      let target = partialCount > 0 ? workspace + block.stretch * rows * columns : product
      SerialProduct(
        rows: block.rows.count, columns: block.columns.count, inner: block.inner.count,
        transposingLeft: transposingLeft, transposingRight: transposingRight)(
          left: left + (transposingLeft ? step * leftStep + row : row * leftStep + step), leftStep,
          right: right + (transposingRight ? column * rightStep + step : step * rightStep + column), rightStep,
          product: target + row * columns + column, columns, accumulates: false,
          scratch: workspace + partialCount + worker * scratchCount)
    }
    if partialCount > 0 { addParts(workspace, into: product, pool) }
  }

  private func addParts(
    _ parts: UnsafePointer<Float>, into product: UnsafeMutablePointer<Float>, _ pool: ThreadPool
  ) {
    let (count, piece) = (rows * columns, 4096)
    pool.parallel((count + piece - 1) / piece) { index in
      let first = index * piece
      art_add_parts(parts + first, cut.stretches, count, min(piece, count - first), product + first)
    }
  }
}
