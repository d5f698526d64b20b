import ArtProducts
import ArtTensor
import COpenBLAS
import Testing

@Suite struct MatrixMultiplyTests {
  static let sizes = [
    (1, 1, 1), (3, 5, 7), (256, 1, 6272), (6272, 1, 256), (1, 300, 40), (100, 1568, 64), (64, 48, 9000),
    (1, 1, 100_000),
    (700, 130, 70), (130, 700, 70), (17, 19, 2048), (2, 300, 40), (3, 70, 5000), (4, 500, 33), (5, 500, 33),
    (513, 33, 385), (40, 200, 1024), (1024, 40, 200),
  ]

  @Test(arguments: sizes, [(false, false), (false, true), (true, false), (true, true)])
  func matchesDoublePrecisionOnAnyNumberOfThreads(_ size: (Int, Int, Int), _ transpose: (Bool, Bool)) {
    let (m, n, k) = size
    let multiply = MatrixMultiply(
      rows: m, columns: n, inner: k, transposingLeft: transpose.0, transposingRight: transpose.1)
    let a = RandomKey(seed: 1).normals(count: m * k)
    let b = RandomKey(seed: 2).normals(count: k * n)
    let results = (1...3).map { threads in
      var c = [Float](repeating: .nan, count: m * n)
      var workspace = [Float](repeating: .nan, count: multiply.workspaceCount(threads: threads) + 1)
      multiply(left: a, right: b, product: &c, workspace: &workspace, pool: ThreadPool(threads: threads))
      #expect(workspace.last?.isNaN == true, "wrote behind its workspace")
      return c
    }
    #expect(results[1].map(\.bitPattern) == results[0].map(\.bitPattern))
    #expect(results[2].map(\.bitPattern) == results[0].map(\.bitPattern))

    let (aRow, aColumn) = transpose.0 ? (1, m) : (k, 1)
    let (bRow, bColumn) = transpose.1 ? (1, k) : (n, 1)
    var worst = 0.0
    for i in 0..<m {
      for j in 0..<n {
        var sum = 0.0
        for p in 0..<k { sum += Double(a[i * aRow + p * aColumn]) * Double(b[p * bRow + j * bColumn]) }
        worst = max(worst, abs(sum - Double(results[0][i * n + j])))
      }
    }
    #expect(worst <= 1e-5 * Double(k).squareRoot() + 1e-6)
  }

  /// The library that multiplies where vectors are narrow.
  @Test(arguments: [(false, false), (false, true), (true, false), (true, true)])
  func theLibraryAgrees(_ transpose: (Bool, Bool)) {
    let (m, n, k) = (37, 50, 90)
    let a = RandomKey(seed: 1).normals(count: m * k)
    let b = RandomKey(seed: 2).normals(count: k * n)
    let multiply = MatrixMultiply(
      rows: m, columns: n, inner: k, transposingLeft: transpose.0, transposingRight: transpose.1)
    var ours = [Float](repeating: .nan, count: m * n)
    var theirs = ours
    var workspace = [Float](repeating: .nan, count: multiply.workspaceCount(threads: 1))
    multiply(left: a, right: b, product: &ours, workspace: &workspace, pool: ThreadPool(threads: 1))
    art_sgemm(
      transpose.0 ? 1 : 0, transpose.1 ? 1 : 0, m, n, k, 1, a, transpose.0 ? m : k, b, transpose.1 ? k : n, 0, &theirs,
      n)
    #expect(zip(ours, theirs).allSatisfy { abs($0 - $1) <= 1e-4 })
  }

  @Test func aSumOfNothingIsZero() {
    var c = [Float](repeating: .nan, count: 6)
    art_sgemm(0, 0, 2, 3, 0, 1, [0], 1, [0], 3, 0, &c, 3)
    #expect(c == [0, 0, 0, 0, 0, 0])
  }
}
