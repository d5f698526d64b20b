import Foundation

extension Tridiagonal {
  /// Turns the matrix diagonal by implicit QR steps with Wilkinson's shift. Afterwards ``diagonal`` holds the
  /// eigenvalues, in no order, and row i of ``basis``, if there is one, the eigenvector of number i.
  ///
  /// Source: Golub and Van Loan, Matrix computations, algorithms 8.3.2 and 8.3.3.
  ///
  /// - Throws: ``MetricsError/noConvergence``.
  mutating func diagonalize() throws(MetricsError) {
    let n = diagonal.count
    guard n > 1 else { return }
    // Far below what bringing a matrix into this form has rounded: numbers that a matrix of lower rank leaves in the place
    // of zeros, which may be too small to be compared with each other.
    let smallest = 0x1p-60 * largest
    var last = n - 1
    var turns = 0
    while last > 0 {
      for k in 0..<last where isNegligible(k, smallest) { beside[k] = 0 }
      if beside[last - 1] == 0 {
        last -= 1
        continue
      }
      var first = last - 1
      while first > 0, beside[first - 1] != 0 { first -= 1 }
      step(first, last)
      turns += 1
      // Two or three turns an eigenvalue are usual.
      guard turns <= 40 * n else { throw .noConvergence }
    }
  }

  private func isNegligible(_ k: Int, _ smallest: Double) -> Bool {
    abs(beside[k]) <= max(0x1p-53 * (abs(diagonal[k]) + abs(diagonal[k + 1])), smallest)
  }

  private var largest: Double { (diagonal + beside).reduce(0) { max($0, abs($1)) } }

  /// One step on the rows `first ... last`, which are connected.
  private mutating func step(_ first: Int, _ last: Int) {
    let n = diagonal.count
    let half = (diagonal[last - 1] - diagonal[last]) / 2
    let side = beside[last - 1]
    let root = hypot(half, side)
    let shift = diagonal[last] - side * (side / (half + (half >= 0 ? root : -root)))
    var (x, z) = (diagonal[first] - shift, beside[first])
    for k in first..<last {
      let length = hypot(x, z)
      let (c, s) = length > 0 ? (x / length, -z / length) : (1, 0)
      if k > first { beside[k - 1] = length }
      let (a, b, d) = (diagonal[k], beside[k], diagonal[k + 1])
      diagonal[k] = c * c * a - 2 * c * s * b + s * s * d
      diagonal[k + 1] = s * s * a + 2 * c * s * b + c * c * d
      beside[k] = c * s * (a - d) + (c * c - s * s) * b
      x = beside[k]
      if k < last - 1 {
        z = -s * beside[k + 1]
        beside[k + 1] *= c
      }
      if !basis.isEmpty { rotate(k, c, s, n) }
    }
  }

  private mutating func rotate(_ k: Int, _ c: Double, _ s: Double, _ n: Int) {
    basis.withUnsafeMutableBufferPointer { basis in
      let (upper, lower) = (k * n, (k + 1) * n)
      for column in 0..<n {
        let (a, b) = (basis[upper + column], basis[lower + column])
        basis[upper + column] = c * a - s * b
        basis[lower + column] = s * a + c * b
      }
    }
  }
}
