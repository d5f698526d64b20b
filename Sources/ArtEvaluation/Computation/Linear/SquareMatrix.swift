import ArtTensor

/// A square matrix of double-precision numbers, row after row.
package struct SquareMatrix: Hashable, Sendable {
  package let size: Int
  package var values: [Double]

  package init(size: Int, values: [Double]) {
    precondition(values.count == size * size, "\(values.count) numbers do not fill \(size) rows and columns")
    self.size = size
    self.values = values
  }

  package init(zeros size: Int) {
    self.init(size: size, values: [Double](repeating: 0, count: size * size))
  }

  package subscript(row: Int, column: Int) -> Double {
    get { values[row * size + column] }
    set { values[row * size + column] = newValue }
  }

  var trace: Double { (0..<size).reduce(0) { $0 + self[$1, $1] } }

  /// The product with another matrix of this size.
  func multiplied(by right: SquareMatrix, pool: ThreadPool) -> SquareMatrix {
    precondition(size == right.size, "matrices of different sizes")
    var product = SquareMatrix(zeros: size)
    let (n, block) = (size, 16)
    product.values.withUnsafeMutableBufferPointer { product in
      // Each block writes its own rows.
      nonisolated(unsafe) let product = product
      values.withUnsafeBufferPointer { left in
        right.values.withUnsafeBufferPointer { right in
          pool.parallel((n + block - 1) / block) { number in
            for row in (number * block)..<min((number + 1) * block, n) {
              for k in 0..<n {
                let factor = left[row * n + k]
                for column in 0..<n { product[row * n + column] += factor * right[k * n + column] }
              }
            }
          }
        }
      }
    }
    return product
  }
}
