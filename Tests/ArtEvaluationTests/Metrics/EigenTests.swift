import ArtTensor
import ArtTestSupport
import Testing

@testable import ArtEvaluation

struct EigenTests {
  private static let pool = ThreadPool(threads: 2)

  private func matrix(_ size: Int) -> SquareMatrix {
    let numbers = RepeatableNumbers("metrics/eigen/\(size)").tensor([size, size], low: -1, high: 1).scalars
    var result = SquareMatrix(zeros: size)
    for i in 0..<size {
      for j in 0..<size { result[i, j] = Double(numbers[i * size + j]) + Double(numbers[j * size + i]) }
    }
    return result
  }

  @Test func eigenvaluesAgreeWithNumPy() throws {
    for golden in try MetricsGolden.content.get().eigenvalues {
      let found = try matrix(golden.size).eigenvalues(pool: Self.pool)
      #expect(found.count == golden.values.count)
      for (a, b) in zip(found, golden.values) { #expect(error(a, b, scale: 1) < 1e-12) }
    }
  }

  @Test(arguments: [1, 2, 3, 8, 33, 130])
  func eigenvectorsMakeTheMatrixAgain(size: Int) throws {
    let original = matrix(size)
    let (values, vectors) = try original.eigenvectors(pool: Self.pool)
    for i in 0..<size {
      for j in 0..<size {
        let (again, product) = (0..<size).reduce((0.0, 0.0)) { sums, k in
          (sums.0 + values[k] * vectors[k, i] * vectors[k, j], sums.1 + vectors[i, k] * vectors[j, k])
        }
        #expect(abs(again - original[i, j]) < 1e-12 * Double(size))
        #expect(abs(product - (i == j ? 1 : 0)) < 1e-12)
      }
    }
  }

  /// Matrices that an algorithm can stumble over: nothing to do, blocks that are not connected, equal eigenvalues, rank
  /// one, and numbers whose squares overflow or vanish.
  @Test(arguments: [
    ([0, 0, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0]), ([5, 0, 0, 0, -2, 0, 0, 0, 5], [-2, 5, 5]),
    ([1, 0, 3, 0, 7, 0, 3, 0, 1], [-2, 4, 7]), ([1, 1, 1, 1, 1, 1, 1, 1, 1], [0, 0, 3]),
    ([1e200, 1e200, 0, 1e200, 1e200, 0, 0, 0, 1e200], [0, 1e200, 2e200]),
    ([2e-200, 0, 1e-200, 0, 1e-200, 0, 1e-200, 0, 2e-200], [1e-200, 1e-200, 3e-200]),
  ])
  func unusualMatricesAreSolved(values: [Double], expected: [Double]) throws {
    let found = try SquareMatrix(size: 3, values: values).eigenvalues(pool: Self.pool)
    let scale = expected.map(abs).max() ?? 1
    for (a, b) in zip(found, expected) { #expect(abs(a - b) <= 1e-14 * scale) }
  }

  @Test func theSquareRootsSquareIsTheMatrix() throws {
    // Of rank 3 in five dimensions: two eigenvalues are zero.
    let numbers = RepeatableNumbers("root").tensor([3, 5], low: -1, high: 1).scalars.map(Double.init)
    var matrix = SquareMatrix(zeros: 5)
    for i in 0..<5 {
      for j in 0..<5 { matrix[i, j] = (0..<3).reduce(0) { $0 + numbers[$1 * 5 + i] * numbers[$1 * 5 + j] } }
    }
    let root = try matrix.squareRoot(pool: Self.pool)
    let square = root.multiplied(by: root, pool: Self.pool)
    for (a, b) in zip(square.values, matrix.values) { #expect(abs(a - b) < 1e-7) }
    for i in 0..<5 { for j in 0..<5 { #expect(abs(root[i, j] - root[j, i]) < 1e-12) } }
  }

  @Test func theBitsDoNotDependOnThreads() throws {
    let matrix = matrix(130)
    let (values, vectors) = try matrix.eigenvectors(pool: ThreadPool(threads: 1))
    let (others, otherVectors) = try matrix.eigenvectors(pool: ThreadPool(threads: 3))
    #expect(values == others)
    #expect(vectors == otherVectors)
  }

  @Test func whatIsNoNumberEndsWithAnError() {
    let matrix = SquareMatrix(size: 3, values: [1, .nan, 0, .nan, 1, 1, 0, 1, 1])
    #expect(throws: MetricsError.noConvergence) { try matrix.eigenvalues(pool: Self.pool) }
  }
}
