package import ArtTensor

// Of symmetric matrices only: of two numbers that mirror each other one is read. LAPACK is not used: OpenBLAS rounds
// differently from processor to processor, and may be absent.
extension SquareMatrix {
  /// The eigenvalues in rising order.
  ///
  /// - Throws: ``MetricsError/noConvergence``.
  func eigenvalues(pool: ThreadPool) throws(MetricsError) -> [Double] {
    var form = Tridiagonal(self, withBasis: false, pool: pool)
    try form.diagonalize()
    return form.diagonal.sorted()
  }

  /// The eigenvalues in no order, and the eigenvector of each as a row.
  ///
  /// - Throws: ``MetricsError/noConvergence``.
  package func eigenvectors(pool: ThreadPool) throws(MetricsError) -> (values: [Double], vectors: SquareMatrix) {
    var form = Tridiagonal(self, withBasis: true, pool: pool)
    try form.diagonalize()
    return (form.diagonal, SquareMatrix(size: size, values: form.basis))
  }

  /// The symmetric matrix whose square this is, for a matrix without eigenvalues below zero. What rounding put below
  /// counts as zero.
  ///
  /// - Throws: ``MetricsError/noConvergence``.
  func squareRoot(pool: ThreadPool) throws(MetricsError) -> SquareMatrix {
    let (values, vectors) = try eigenvectors(pool: pool)
    // Vᵀ √Λ V, with the eigenvectors as the rows of V.
    var (scaled, transposed) = (vectors, SquareMatrix(zeros: size))
    for row in 0..<size {
      let root = max(values[row], 0).squareRoot()
      for column in 0..<size {
        scaled[row, column] *= root
        transposed[column, row] = vectors[row, column]
      }
    }
    return transposed.multiplied(by: scaled, pool: pool)
  }
}
