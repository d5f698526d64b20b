import ArtTensor
import CArtKernels
import Testing

@Suite struct MatrixProductTests {
  static let sizes = [(1, 1, 1), (3, 5, 7), (6, 32, 256), (7, 33, 257), (100, 1, 600), (1, 100, 64), (50, 70, 0)]

  @Test(arguments: sizes, [(false, false), (false, true), (true, false), (true, true)])
  func plainProductMatchesDoublePrecision(_ size: (Int, Int, Int), _ transpose: (Bool, Bool)) {
    let (m, n, k) = size
    // Leading dimensions with room at the end of each row.
    let (lda, ldb, ldc) = ((transpose.0 ? m : k) + 2, (transpose.1 ? k : n) + 3, n + 1)
    let key = RandomKey(seed: 3)
    let a = key.normals(count: lda * max(m, k))
    let b = key.folded(1).normals(count: ldb * max(k, n))
    let before = key.folded(2).normals(count: m * ldc)
    for (alpha, beta) in [(Float(1), Float(0)), (2, 1), (-0.5, 0.25)] {
      var c = beta == 0 ? [Float](repeating: .nan, count: m * ldc) : before
      art_sgemm_plain(transpose.0 ? 1 : 0, transpose.1 ? 1 : 0, m, n, k, alpha, a, lda, b, ldb, beta, &c, ldc)
      var worst = 0.0
      for i in 0..<m {
        for j in 0..<n {
          let sum = (0..<k).reduce(0.0) {
            $0 + Double(a[transpose.0 ? $1 * lda + i : i * lda + $1])
              * Double(b[transpose.1 ? j * ldb + $1 : $1 * ldb + j])
          }
          let exact = Double(alpha) * sum + (beta == 0 ? 0 : Double(beta * before[i * ldc + j]))
          worst = max(worst, abs(Double(c[i * ldc + j]) - exact))
        }
      }
      #expect(worst <= 1e-5 * (1 + Double(k).squareRoot()))
      let gaps = (0..<m).map { c[$0 * ldc + n] }
      #expect(beta == 0 ? gaps.allSatisfy(\.isNaN) : gaps == (0..<m).map { before[$0 * ldc + n] })
    }
  }
}
