import ArtGraph
import ArtTensor
import CArtKernels

// Kernels that move numbers.

/// Zeros around an array, or arrays one behind the other: boxes copied into a larger array.
final class PlacementKernel: CPUKernel {
  /// An operand and the place of its first element in the output.
  struct Piece {
    var buffer: Int
    var shape: Shape
    var starts: [Int]
  }

  private let pieces: [(buffer: Int, runs: Int, length: Int, offsets: [Int])]
  private let output: Int
  private let count: Int
  private let isCovered: Bool

  init(_ pieces: [Piece], output: Int, shape: Shape) {
    self.pieces = pieces.map { piece in
      let layout = Self.runs(of: piece, in: shape)
      return (piece.buffer, layout.offsets.count, layout.length, layout.offsets)
    }
    self.output = output
    count = shape.count
    isCovered = pieces.reduce(0) { $0 + $1.shape.count } == shape.count
  }

  /// The pieces of memory, each without a gap, that a box covers in the output.
  private static func runs(of piece: Piece, in shape: Shape) -> (length: Int, offsets: [Int]) {
    var axis = shape.rank
    var length = 1
    // Trailing axes that the box fills entirely belong to one run, and one axis more.
    while axis > 0 {
      axis -= 1
      length *= piece.shape[axis]
      if piece.shape[axis] != shape[axis] { break }
    }
    let strides = shape.strides
    let origin = zip(piece.starts, strides).reduce(0) { $0 + $1.0 * $1.1 }
    var offsets = [origin]
    for outer in 0..<axis {
      offsets = offsets.flatMap { offset in (0..<piece.shape[outer]).map { offset + $0 * strides[outer] } }
    }
    return (length, offsets)
  }

  func workspaceCount(threads: Int) -> Int { 0 }

  func run(_ run: KernelRun) {
    let target = run.buffers[output]
    if !isCovered { target.update(repeating: 0, count: count) }
    for piece in pieces {
      let source = run.buffers[piece.buffer]
      let group = max(1, FusedBlocking.task / max(piece.length, 1))
      piece.offsets.withUnsafeBufferPointer { offsets in
        run.pool.parallel((piece.runs + group - 1) / group) { block in
          for index in block * group..<min((block + 1) * group, piece.runs) {
            (target + offsets[index]).update(from: source + index * piece.length, count: piece.length)
          }
        }
      }
    }
  }
}

/// A sparse linear map along one axis.
final class ResampleKernel: CPUKernel {
  private let input: Int
  private let output: Int
  private let outer: Int
  private let inner: Int
  private let weights: ResampleWeights

  init(_ operation: Resample, input: Int, inputShape: Shape, output: Int) {
    self.input = input
    self.output = output
    weights = operation.weights
    outer = inputShape.dimensions[..<operation.axis].reduce(1, *)
    inner = inputShape.dimensions[(operation.axis + 1)...].reduce(1, *)
  }

  func workspaceCount(threads: Int) -> Int { 0 }

  func run(_ run: KernelRun) {
    let (source, target) = (run.buffers[input], run.buffers[output])
    let (inputLength, outputLength) = (weights.inputLength, weights.outputLength)
    let group = max(1, FusedBlocking.task / max(outputLength * inner, 1))
    weights.rowStarts.withUnsafeBufferPointer { starts in
      weights.indices.withUnsafeBufferPointer { indices in
        weights.weights.withUnsafeBufferPointer { weights in
          run.pool.parallel((outer + group - 1) / group) { block in
            let first = block * group
            art_resample_axis(
              source + first * inputLength * inner, target + first * outputLength * inner,
              min(group, outer - first), inputLength, outputLength, inner, starts.baseAddress, indices.baseAddress,
              weights.baseAddress)
          }
        }
      }
    }
  }
}

/// Class numbers as rows of zeros with a one. A number that is no class leaves its row zero.
final class OneHotKernel: CPUKernel {
  private let input: Int
  private let output: Int
  private let count: Int
  private let depth: Int

  init(input: Int, output: Int, count: Int, depth: Int) {
    self.input = input
    self.output = output
    self.count = count
    self.depth = depth
  }

  func workspaceCount(threads: Int) -> Int { 0 }

  func run(_ run: KernelRun) {
    let (source, target) = (run.buffers[input], run.buffers[output])
    target.update(repeating: 0, count: count * depth)
    for row in 0..<count {
      guard let label = Int(exactly: source[row]), (0..<depth).contains(label) else { continue }
      target[row * depth + label] = 1
    }
  }
}
