import ArtTensor

extension Value {
  /// The two-dimensional convolution of images `[batch, height, width, in]` with a kernel
  /// `[kernelHeight, kernelWidth, in, out]`: `[batch, height′, width′, out]`.
  ///
  /// - Parameters:
  ///   - kernel: the weights.
  ///   - strides: the distance between windows, down and across.
  ///   - padding: what windows do at the edge.
  ///   - mode: what they see beyond it, where padding is `same`.
  public func convolved(
    with kernel: Value, strides: (Int, Int) = (1, 1), padding: Padding, mode: PaddingMode = .zeros
  ) -> Value {
    if mode != .zeros, padding == .same, let (rows, columns) = widths(of: shape, kernel, strides) {
      return padded(mode, rows: rows, columns: columns).convolved(with: kernel, strides: strides, padding: .valid)
    }
    return convolution("convolution", kernel) { () throws(ShapeMismatch) in
      let geometry = try ConvolutionGeometry(
        input: shape, kernel: kernel.shape, strides: strides, padding: padding)
      return graph.emit(Convolution(geometry: geometry), [self, kernel])
    }
  }

  /// The transposed convolution (the gradient of a convolution with respect to its input) of images
  /// `[batch, height, width, in]` with a kernel `[kernelHeight, kernelWidth, out, in]`.
  ///
  /// - Parameters:
  ///   - kernel: the weights; output channels come before input channels.
  ///   - strides: how many places of the result lie between neighbours of the input, down and across.
  ///   - padding: that of the convolution whose gradient this is.
  ///   - outputSize: the height and width of the result where the usual ones (input × stride for `same`) are not meant:
  ///     with a stride above 1 several sizes are possible.
  ///   - mode: what that convolution saw beyond the edge, where padding is `same`. With `circular` what would lie beyond an
  ///     edge of the result is added at the opposite one.
  public func transposedConvolution(
    with kernel: Value, strides: (Int, Int) = (1, 1), padding: Padding, outputSize: (Int, Int)? = nil,
    mode: PaddingMode = .zeros
  ) -> Value {
    if mode != .zeros, padding == .same, shape.rank == 4 {
      let (height, width) = outputSize ?? (shape[1] * strides.0, shape[2] * strides.1)
      if let (rows, columns) = widths(of: [shape[0], height, width, shape[3]], kernel, strides) {
        let (rows, columns) = (AxisPadding(mode, rows), AxisPadding(mode, columns))
        return transposedConvolution(
          with: kernel, strides: strides, padding: .valid, outputSize: (height + rows.width, width + columns.width)
        ).applying(ImageFolding(rows: rows, columns: columns))
      }
    }
    return convolution("transposed convolution", kernel) { () throws(ShapeMismatch) in
      let geometry = try ConvolutionGeometry(
        transposing: shape, kernel: kernel.shape, strides: strides, padding: padding, outputSize: outputSize)
      return graph.emit(ConvolutionInputGradient(geometry: geometry), [self, kernel])
    }
  }

  /// The rows and columns around images that make the padding `same`; nil for shapes and strides that are refused anyway.
  private func widths(
    of images: Shape, _ kernel: Value, _ strides: (Int, Int)
  ) -> (rows: (before: Int, after: Int), columns: (before: Int, after: Int))? {
    guard images.rank == 4, kernel.shape.rank == 4, strides.0 > 0, strides.1 > 0 else { return nil }
    return (
      Padding.same.widths(input: images[1], window: kernel.shape[0], stride: strides.0),
      Padding.same.widths(input: images[2], window: kernel.shape[1], stride: strides.1)
    )
  }

  private func convolution(_ name: String, _ kernel: Value, _ build: () throws(ShapeMismatch) -> Value) -> Value {
    do throws(ShapeMismatch) {
      return try build()
    } catch {
      graph.fail(name, error.message)
      return self
    }
  }
}
