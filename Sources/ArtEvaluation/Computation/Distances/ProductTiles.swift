import ArtProducts
import ArtTensor

/// The inner products of all rows of two sets, tile by tile: never all at once.
///
/// Tiles have fixed sizes, so that the bits do not depend on the number of threads.
struct ProductTiles {
  private let left: FeatureMatrix
  private let right: FeatureMatrix

  /// Half a megabyte a tile: it stays in a core's cache until it is used.
  private static let tileRows = 128
  private static let tileColumns = 1024

  init(_ left: FeatureMatrix, _ right: FeatureMatrix) {
    self.left = left
    self.right = right
  }

  /// Calls `body` for every tile. Tiles of the same rows come one after the other on one thread, from left to right;
  /// those of other rows at the same time.
  ///
  /// - Parameters:
  ///   - pool: the threads that do the work.
  ///   - body: gets the tile's rows and columns, and its products, row after row.
  func forEach(
    pool: ThreadPool,
    _ body: (_ rows: Range<Int>, _ columns: Range<Int>, _ products: UnsafeMutablePointer<Float>) -> Void
  ) {
    let blocks = (left.rows + Self.tileRows - 1) / Self.tileRows
    let scratch = AlignedStorage(count: pool.threads * Self.tileRows * Self.tileColumns)
    left.values.withUnsafeBufferPointer { leftValues in
      right.values.withUnsafeBufferPointer { rightValues in
        guard let a = leftValues.baseAddress, let b = rightValues.baseAddress else { return }
        pool.parallel(blocks) { block, worker in
          let tile = scratch.pointer + worker * Self.tileRows * Self.tileColumns
          let rows = (block * Self.tileRows)..<min((block + 1) * Self.tileRows, left.rows)
          for start in stride(from: 0, to: right.rows, by: Self.tileColumns) {
            let columns = start..<min(start + Self.tileColumns, right.rows)
            let product = MatrixMultiply(
              rows: rows.count, columns: columns.count, inner: left.columns, transposingRight: true)
            multiply(product, a + rows.lowerBound * left.columns, b + start * right.columns, tile, pool)
            body(rows, columns, tile)
          }
        }
      }
    }
  }

  private func multiply(
    _ product: MatrixMultiply, _ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>,
    _ result: UnsafeMutablePointer<Float>, _ pool: ThreadPool
  ) {
    let count = max(product.workspaceCount(threads: pool.threads), 1)
    withUnsafeTemporaryAllocation(of: Float.self, capacity: count) { workspace in
      guard let workspace = workspace.baseAddress else { return }
      // Asked from inside of the pool's work, the product runs on this thread alone.
      product(left: left, right: right, product: result, workspace: workspace, pool: pool)
    }
  }
}
