import ArtTensor
import CArtKernels

/// A product whose left factor has a few rows, or whose right factor has one column: each number of the large factor is
/// used a few times only, so it is read in the order in which it lies, on all threads.
struct ThinProduct: Hashable, Sendable {
  /// The small factor as `rows × inner`: the distances between its rows and between its columns.
  private let rows: Int
  private let rowStep: Int
  private let innerStep: Int
  /// The large factor as `inner × columns`, or as `columns × inner`.
  private let columns: Int
  private let inner: Int
  private let readsColumns: Bool
  /// Whether the small factor is the right one.
  private let isSwapped: Bool

  /// Columns that one block of work computes.
  private let length: Int

  /// `nil` where a product is not thin.
  init?(rows: Int, columns: Int, inner: Int, transposingLeft: Bool, transposingRight: Bool) {
    self.inner = inner
    if columns == 1 {
      // The same numbers as a row times the transposed matrix.
      (self.rows, self.columns) = (1, rows)
      (rowStep, innerStep) = (inner, 1)
      readsColumns = !transposingLeft
      isSwapped = true
    } else {
      guard rows <= Int(ART_THIN_ROWS), !(transposingRight && transposingLeft && rows > 1) else { return nil }
      (self.rows, self.columns) = (rows, columns)
      (rowStep, innerStep) = transposingLeft ? (1, rows) : (inner, 1)
      readsColumns = transposingRight
      isSwapped = false
    }
    let wanted = Self.blockWork / max(inner, 1)
    let blocks = max(self.columns / max(wanted, 1), 1)
    length = ((self.columns + blocks - 1) / blocks + 63) / 64 * 64
  }

  /// Numbers of the large factor that are worth another thread's attention.
  private static let blockWork = 1 << 16

  func callAsFunction(
    left: UnsafePointer<Float>, right: UnsafePointer<Float>, product: UnsafeMutablePointer<Float>, pool: ThreadPool
  ) {
    let (small, large) = isSwapped ? (right, left) : (left, right)
    pool.parallel((columns + length - 1) / length) { block in
      let start = block * length
      let count = min(length, columns - start)
      if readsColumns {
        art_thin_dots(small, rowStep, large + start * inner, inner, rows, count, inner, product + start, columns)
      } else {
        art_thin_product(
          small, rowStep, innerStep, large + start, columns, rows, count, inner, product + start, columns)
      }
    }
  }
}
