import ArtTensor

/// Random orthogonal matrices.
///
/// The columns of a normal random matrix are made orthogonal one after another (modified Gram-Schmidt, in double
/// precision). The triangular factor's diagonal is positive by construction, so the result is evenly distributed over
/// all orthogonal matrices without the sign change that Householder reflections need.
enum Orthogonal {
  static func tensor(shape: Shape, gain: Double, key: RandomKey) -> Tensor {
    let columns = shape.channels
    let rows = max(shape.count / max(columns, 1), 1)
    let length = max(rows, columns)
    let count = min(rows, columns)
    let vectors = orthonormal(count: count, length: length, key)
    var scalars = [Float](repeating: 0, count: shape.count)
    for (index, vector) in vectors.enumerated() {
      for (place, number) in vector.enumerated() {
        // The vectors are columns of a high matrix, rows of a wide one.
        let target = rows >= columns ? place * columns + index : index * columns + place
        scalars[target] = Float(gain * number)
      }
    }
    return Tensor(shape: shape, scalars: scalars)
  }

  /// `count` vectors of length one, each at right angles to all others.
  private static func orthonormal(count: Int, length: Int, _ key: RandomKey) -> [[Double]] {
    let numbers = key.normals(count: count * length)
    var vectors: [[Double]] = []
    vectors.reserveCapacity(count)
    for index in 0..<count {
      var vector = numbers[index * length..<(index + 1) * length].map(Double.init)
      // Twice: the second pass removes what rounding left of the first.
      for _ in 0..<2 {
        for other in vectors { subtractProjection(of: &vector, on: other) }
      }
      let norm = dot(vector, vector).squareRoot()
      for place in vector.indices { vector[place] /= norm }
      vectors.append(vector)
    }
    return vectors
  }

  private static func subtractProjection(of vector: inout [Double], on unit: [Double]) {
    let projection = dot(vector, unit)
    for place in vector.indices { vector[place] -= projection * unit[place] }
  }

  private static func dot(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for place in a.indices { sum += a[place] * b[place] }
    return sum
  }
}
