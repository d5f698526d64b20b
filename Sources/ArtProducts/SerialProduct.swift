import CArtKernels
import COpenBLAS

/// A product of two matrices on the calling thread: op(left) is `rows × inner`, op(right) is `inner × columns`, and op
/// transposes where asked.
///
/// The product is our own where the processor has wide vectors: it is faster than OpenBLAS there, and takes no memory
/// of its own. Elsewhere OpenBLAS is asked.
package struct SerialProduct {
  let rows: Int
  let columns: Int
  let inner: Int
  let transposingLeft: Bool
  let transposingRight: Bool

  package init(
    rows: Int, columns: Int, inner: Int, transposingLeft: Bool = false, transposingRight: Bool = false
  ) {
    self.rows = rows
    self.columns = columns
    self.inner = inner
    self.transposingLeft = transposingLeft
    self.transposingRight = transposingRight
  }

  /// Whether this processor runs our own kernels as fast as any; else OpenBLAS computes.
  static var usesOwnKernels: Bool { art_product_is_fast() != 0 }

  /// The floats of scratch memory of products of up to so many rows and so long sums, a multiple of a cache line.
  package static func scratchCount(rows: Int, inner: Int) -> Int {
    (art_product_scratch(rows, inner) + 15) / 16 * 16
  }

  /// - Parameters:
  ///   - leftStep: the distance between the rows of `left` as it lies in memory; likewise `rightStep`, `productStep`.
  ///   - accumulates: whether the product is added to what is there.
  package func callAsFunction(
    left: UnsafePointer<Float>, _ leftStep: Int, right: UnsafePointer<Float>, _ rightStep: Int,
    product: UnsafeMutablePointer<Float>, _ productStep: Int, accumulates: Bool, scratch: UnsafeMutablePointer<Float>
  ) {
    let (transposeLeft, transposeRight): (Int32, Int32) = (transposingLeft ? 1 : 0, transposingRight ? 1 : 0)
    if Self.usesOwnKernels {
      art_product(
        transposeLeft, transposeRight, rows, columns, inner, left, leftStep, right, rightStep, product, productStep,
        accumulates ? 1 : 0, scratch)
    } else {
      art_sgemm(
        transposeLeft, transposeRight, rows, columns, inner, 1, left, leftStep, right, rightStep, accumulates ? 1 : 0,
        product, productStep)
    }
  }
}
