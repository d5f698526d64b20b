package import ArtTensor

extension ConvolutionGeometry {
  package var inputShape: Shape { [batch, inputHeight, inputWidth, inputChannels] }
  package var kernelShape: Shape { [kernelHeight, kernelWidth, inputChannels, outputChannels] }
  package var outputShape: Shape { [batch, outputHeight, outputWidth, outputChannels] }

  /// The numbers of the kernel, without a shape: a run allocates nothing.
  package var kernelCount: Int { kernelHeight * kernelWidth * inputChannels * outputChannels }

  /// The sizes of `input` convolved with `kernel`, or why they do not fit.
  package init(
    input: Shape, kernel: Shape, strides: (Int, Int), padding: Padding
  ) throws(ShapeMismatch) {
    try Self.check(image: input, kernel: kernel, strides: strides)
    guard input[3] == kernel[2] else {
      throw ShapeMismatch(
        "the input \(input) has \(input[3]) channels, and the kernel \(kernel) takes \(kernel[2])")
    }
    let height = padding.outputLength(input: input[1], window: kernel[0], stride: strides.0)
    let width = padding.outputLength(input: input[2], window: kernel[1], stride: strides.1)
    guard height > 0, width > 0 else {
      throw ShapeMismatch("the kernel \(kernel) is larger than the input \(input), and padding is 'valid'")
    }
    self.init(
      batch: input[0], inputHeight: input[1], inputWidth: input[2], inputChannels: kernel[2],
      kernelHeight: kernel[0], kernelWidth: kernel[1], outputHeight: height, outputWidth: width,
      outputChannels: kernel[3], strideY: strides.0, strideX: strides.1,
      padTop: padding.paddingBefore(input: input[1], window: kernel[0], stride: strides.0),
      padLeft: padding.paddingBefore(input: input[2], window: kernel[1], stride: strides.1))
  }

  /// The sizes of the convolution whose input gradient is the transposed convolution of `small` with `kernel`
  /// (`[kernelHeight, kernelWidth, outputChannels, inputChannels]` as the transposed layer sees it).
  package init(
    transposing small: Shape, kernel: Shape, strides: (Int, Int), padding: Padding, outputSize: (Int, Int)?
  ) throws(ShapeMismatch) {
    try Self.check(image: small, kernel: kernel, strides: strides)
    guard small[3] == kernel[3] else {
      throw ShapeMismatch(
        "the input \(small) has \(small[3]) channels, and the transposed kernel \(kernel) takes \(kernel[3])")
    }
    let height =
      outputSize?.0 ?? padding.transposedOutputLength(input: small[1], window: kernel[0], stride: strides.0)
    let width =
      outputSize?.1 ?? padding.transposedOutputLength(input: small[2], window: kernel[1], stride: strides.1)
    try self.init(input: [small[0], height, width, kernel[2]], kernel: kernel, strides: strides, padding: padding)
    guard outputHeight == small[1], outputWidth == small[2] else {
      throw ShapeMismatch(
        "an output of \(height)×\(width) would come from an input of \(outputHeight)×\(outputWidth), not \(small)")
    }
  }

  private static func check(
    image: Shape, kernel: Shape, strides: (Int, Int)
  ) throws(ShapeMismatch) {
    guard image.rank == 4, kernel.rank == 4 else {
      throw ShapeMismatch(
        "expected images [batch, height, width, channels] and a kernel of rank 4, found \(image) and \(kernel)")
    }
    guard strides.0 > 0, strides.1 > 0 else {
      throw ShapeMismatch("strides must be at least 1, and are \(strides.0) and \(strides.1)")
    }
  }
}
