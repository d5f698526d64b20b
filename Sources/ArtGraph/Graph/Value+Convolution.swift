import ArtTensor

extension Value {
  /// The two-dimensional convolution of images `[batch, height, width, in]` with a kernel
  /// `[kernelHeight, kernelWidth, in, out]`: `[batch, height′, width′, out]`.
  public func convolved(with kernel: Value, strides: (Int, Int) = (1, 1), padding: Padding) -> Value {
    convolution("convolution", kernel) { () throws(ShapeMismatch) in
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
  public func transposedConvolution(
    with kernel: Value, strides: (Int, Int) = (1, 1), padding: Padding, outputSize: (Int, Int)? = nil
  ) -> Value {
    convolution("transposed convolution", kernel) { () throws(ShapeMismatch) in
      let geometry = try ConvolutionGeometry(
        transposing: shape, kernel: kernel.shape, strides: strides, padding: padding, outputSize: outputSize)
      return graph.emit(ConvolutionInputGradient(geometry: geometry), [self, kernel])
    }
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
