public import ArtTensor

extension Value {
  /// The same numbers, in the same order, under another shape of the same count.
  public func reshaped(to shape: Shape) -> Value { applying(Reshape(outputShape: shape)) }

  /// Axis `i` of the result is axis `permutation[i]` of this value.
  public func transposed(_ permutation: [Int]) -> Value { applying(Transpose(permutation: permutation)) }

  /// This value repeated along missing axes and axes of extent 1.
  public func broadcast(to shape: Shape) -> Value { applying(Broadcast(outputShape: shape)) }

  /// The box of `sizes` elements that begins at `starts`.
  public func sliced(starts: [Int], sizes: [Int]) -> Value { applying(Slice(starts: starts, sizes: sizes)) }

  /// Images `[batch, height, width, channels]`, each moved down and to the right by its own whole numbers of pixels, with
  /// zeros where nothing was.
  ///
  /// - Parameter offsets: `[batch, 2]`: rows, columns. Each counts as the nearest whole number, halves as the one above.
  public func shifted(by offsets: Value) -> Value { graph.emit(Shift(isReversed: false), [self, offsets]) }

  /// The values one behind the other along an axis; their other axes are equal.
  ///
  /// - Precondition: `values` is not empty.
  public static func concatenated(_ values: [Value], axis: Int) -> Value {
    values[0].graph.emit(Concatenate(axis: axis), values)
  }

  /// A vector of class numbers `[n]` as rows of zeros with a one: `[n, depth]`. Its gradient is zero.
  public func oneHot(depth: Int) -> Value { applying(OneHot(depth: depth)) }

  /// Rows of this matrix `[n, c]`, picked by their numbers: `[m, c]`.
  ///
  /// - Parameter rows: `[m]`, whole numbers from 0 to n − 1, in any order and as often as wanted; others give zeros.
  public func gathered(at rows: Value) -> Value { graph.emit(Gather(), [self, rows]) }

  /// The rows of this matrix `[m, c]`, each added to a row of a matrix of zeros `[rows, c]`.
  ///
  /// - Parameters:
  ///   - places: `[m]`, the number of the row that each is added to; what is no row, from 0 to `rows` − 1, is left out.
  ///   - rows: how many there are.
  public func scattered(to places: Value, rows: Int) -> Value { graph.emit(Scatter(rows: rows), [self, places]) }

  /// The product of two matrices, each transposed first where asked.
  public func matmul(_ other: Value, transposingLeft: Bool = false, transposingRight: Bool = false) -> Value {
    graph.emit(MatMul(transposesLeft: transposingLeft, transposesRight: transposingRight), [self, other])
  }
}
