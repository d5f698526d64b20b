import ArtNN
import ArtTensor

/// The first singular value of a kernel and its vector on the side of the output channels, in double precision.
struct FirstSingularPair {
  let value: Double
  let outputs: [Double]

  /// - Parameter outputAxis: the axis of the output channels.
  init(_ kernel: Tensor, outputAxis: Int) {
    let shape = kernel.shape
    let count = shape[outputAxis]
    let stride = shape.strides[outputAxis]
    // Rows of the matrix: for each output channel all its numbers.
    let rows = (0..<count).map { output in
      kernel.scalars.indices.filter { $0 / stride % count == output }.map { Double(kernel.scalars[$0]) }
    }
    var u = (0..<count).map { 1 + Double($0 % 3) }
    var norm = 0.0
    for _ in 0..<20_000 {
      let columns = rows[0].indices.map { column in (0..<count).reduce(0) { $0 + rows[$1][column] * u[$1] } }
      let image = rows.map { row in zip(row, columns).reduce(0) { $0 + $1.0 * $1.1 } }
      norm = image.reduce(0) { $0 + $1 * $1 }.squareRoot()
      u = image.map { $0 / norm }
    }
    // W Wᵀ stretches u by the square.
    value = norm.squareRoot()
    outputs = u
  }
}

extension Layer {
  /// The axis of the output channels in the layer's kernel.
  var outputAxisOfKernel: Int {
    switch self {
    case is Conv2DTranspose: 2
    case is Conv2D: 3
    default: 1
    }
  }
}
