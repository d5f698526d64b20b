import ArtTensor

/// A symmetric matrix brought to tridiagonal form by Householder reflections: A = Q T Qᵀ.
///
/// Source: Golub and Van Loan, Matrix computations, algorithm 8.3.1.
struct Tridiagonal {
  var diagonal: [Double]
  /// The numbers beside the diagonal: one fewer.
  var beside: [Double]
  /// The rows of Qᵀ, one after the other; empty if not asked for.
  var basis: [Double]

  /// - Parameters:
  ///   - matrix: a symmetric matrix.
  ///   - withBasis: whether Q is wanted.
  ///   - pool: the threads that do the work.
  init(_ matrix: SquareMatrix, withBasis: Bool, pool: ThreadPool) {
    let n = matrix.size
    var work = matrix.values
    diagonal = [Double](repeating: 0, count: n)
    beside = [Double](repeating: 0, count: max(n - 1, 0))
    var reflections: [Reflection] = []
    for k in 0..<max(n - 2, 0) {
      let reflection = Reflection(of: Array(work[(k * n + k + 1)..<((k + 1) * n)]))
      beside[k] = reflection.length
      Self.apply(reflection, to: &work, size: n, from: k + 1, pool)
      if withBasis { reflections.append(reflection) }
    }
    for k in 0..<n { diagonal[k] = work[k * n + k] }
    if n > 1 { beside[n - 2] = work[(n - 2) * n + n - 1] }
    basis = withBasis ? Self.product(of: reflections, size: n, pool) : []
  }

  /// I − factor · v vᵀ, which turns a vector into `length` times the first axis.
  private struct Reflection {
    var vector: [Double]
    /// 0 where the vector lies on the axis already.
    var factor: Double
    var length: Double

    init(of x: [Double]) {
      vector = x
      factor = 0
      length = x[0]
      let largest = x.dropFirst().reduce(0) { max($0, abs($1)) }
      guard largest > 0 else { return }
      // Scaled, so that squares neither overflow nor vanish.
      let scale = max(largest, abs(x[0]))
      vector = x.map { $0 / scale }
      let norm = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
      let target = vector[0] >= 0 ? -norm : norm
      vector[0] -= target
      factor = 2 / vector.reduce(0) { $0 + $1 * $1 }
      length = target * scale
    }
  }

  private static let block = 32

  /// Applies a reflection from both sides to the rows and columns from `start` on: A ← A − v wᵀ − w vᵀ.
  private static func apply(
    _ reflection: Reflection, to work: inout [Double], size n: Int, from start: Int, _ pool: ThreadPool
  ) {
    guard reflection.factor != 0 else { return }
    let count = n - start
    var w = [Double](repeating: 0, count: count)
    let blocks = (count + block - 1) / block
    work.withUnsafeMutableBufferPointer { work in
      w.withUnsafeMutableBufferPointer { w in
        reflection.vector.withUnsafeBufferPointer { v in
          guard let work = work.baseAddress, let w = w.baseAddress, let v = v.baseAddress else { return }
          pool.parallel(blocks) { number in
            for row in (number * block)..<min((number + 1) * block, count) {
              w[row] = reflection.factor * innerProduct(work + (start + row) * n + start, v, count)
            }
          }
          let share = reflection.factor / 2 * innerProduct(w, v, count)
          for row in 0..<count { w[row] -= share * v[row] }
          pool.parallel(blocks) { number in
            for row in (number * block)..<min((number + 1) * block, count) {
              let place = (start + row) * n + start
              let (a, b) = (v[row], w[row])
              for column in 0..<count { work[place + column] -= a * w[column] + b * v[column] }
            }
          }
        }
      }
    }
  }

  /// Qᵀ: the identity, each row taken through all reflections, the last one first.
  private static func product(of reflections: [Reflection], size n: Int, _ pool: ThreadPool) -> [Double] {
    var basis = [Double](repeating: 0, count: n * n)
    for row in 0..<n { basis[row * n + row] = 1 }
    basis.withUnsafeMutableBufferPointer { basis in
      guard let basis = basis.baseAddress else { return }
      pool.parallel((n + block - 1) / block) { number in
        for row in (number * block)..<min((number + 1) * block, n) {
          for k in reflections.indices.reversed() where reflections[k].factor != 0 {
            reflections[k].vector.withUnsafeBufferPointer { v in
              guard let vector = v.baseAddress else { return }
              let target = basis + row * n + k + 1
              let share = reflections[k].factor * innerProduct(target, vector, v.count)
              for column in 0..<v.count { target[column] -= share * vector[column] }
            }
          }
        }
      }
    }
    return basis
  }
}
