import ArtTensor

extension Value {
  /// This value with zeros around it.
  public func padded(before: [Int], after: [Int]) -> Value { applying(Pad(before: before, after: after)) }

  /// Images `[batch, height, width, channels]` with rows above and below and columns to both sides:
  /// `[batch, above + height + below, left + width + right, channels]`.
  ///
  /// - Parameters:
  ///   - mode: What stands there. An image can be mirrored by less than its side, and go on at its opposite edge by its
  ///     side at most.
  ///   - rows: The rows above and below.
  ///   - columns: The columns to the left and to the right.
  public func padded(
    _ mode: PaddingMode, rows: (before: Int, after: Int), columns: (before: Int, after: Int)
  ) -> Value {
    guard mode != .zeros else {
      return padded(before: [0, rows.before, columns.before, 0], after: [0, rows.after, columns.after, 0])
    }
    return applying(ImagePadding(rows: AxisPadding(mode, rows), columns: AxisPadding(mode, columns)))
  }
}
