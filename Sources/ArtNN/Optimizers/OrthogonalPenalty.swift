public import ArtGraph
import ArtTensor

/// How far a kernel's vectors are from standing at right angles to each other: the sum of squares of the Gram matrix
/// without its diagonal, so that the vectors may have any length.
///
///     |WᵀW ⊙ (1 − I)|²
///
/// The vectors are the kernel's columns, all axes but the last counted as rows, or the rows where there are fewer of
/// them: more vectors than dimensions cannot be orthogonal.
/// Source: Brock, Donahue and Simonyan, "Large scale GAN training for high fidelity natural image synthesis" (2019),
/// equation 3.
///
/// - Parameter kernel: of at least two axes.
/// - Returns: a scalar.
public func orthogonalPenalty(_ kernel: Value) -> Value {
  let columns = kernel.shape.channels
  let rows = kernel.shape.count / max(columns, 1)
  let matrix = kernel.reshaped(to: [rows, columns])
  let isHigh = rows >= columns
  let gram = matrix.matmul(matrix, transposingLeft: isHigh, transposingRight: !isHigh)
  let side = gram.shape[0]
  let numbers = Tensor(shape: [side], scalars: (0..<side).map(Float.init))
  let row = kernel.graph.constant(numbers)
  let diagonal = row.reshaped(to: [side, 1]).equal(row)
  return (gram * (1 - diagonal)).square().sum()
}
