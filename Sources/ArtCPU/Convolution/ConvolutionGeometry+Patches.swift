import ArtGraph
import CArtKernels

extension ConvolutionGeometry {
  /// The numbers under one row of the kernel.
  var tapLength: Int { kernelWidth * inputChannels }

  /// The numbers under the whole kernel.
  var patchLength: Int { kernelHeight * tapLength }

  /// The output rows of all images.
  var outputRows: Int { batch * outputHeight }

  /// The output pixels of all images.
  var outputPixels: Int { outputRows * outputWidth }

  var inputImageCount: Int { inputHeight * inputWidth * inputChannels }

  /// Whether the patches, one after the other, are the input just as it lies in memory: a kernel of one pixel, or one
  /// that covers the whole image once.
  var patchesAreInput: Bool {
    guard padTop == 0, padLeft == 0 else { return false }
    let pointwise =
      kernelHeight == 1 && kernelWidth == 1 && strideY == 1 && strideX == 1
      && outputHeight == inputHeight && outputWidth == inputWidth
    let whole =
      kernelHeight == inputHeight && kernelWidth == inputWidth && outputHeight == 1 && outputWidth == 1
    return pointwise || whole
  }

  /// The multiply-adds of one pass, those on padding included.
  var multiplyAdds: Int { outputPixels * patchLength * outputChannels }

  var patchGeometry: art_patch_geometry {
    art_patch_geometry(
      input_height: inputHeight, input_width: inputWidth, channels: inputChannels, kernel_height: kernelHeight,
      kernel_width: kernelWidth, output_height: outputHeight, output_width: outputWidth, stride_y: strideY,
      stride_x: strideX, pad_top: padTop, pad_left: padLeft)
  }
}
