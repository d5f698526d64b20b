/// The sizes of a two-dimensional convolution. Images are `[batch, height, width, channels]`, the kernel is
/// `[kernelHeight, kernelWidth, inputChannels, outputChannels]`:
///
///     output[n, y, x, o] = Σ input[n, y·strideY + i − padTop, x·strideX + j − padLeft, c] · kernel[i, j, c, o]
///
/// over i, j, c; what lies outside of the input is zero.
package struct ConvolutionGeometry: Hashable, Sendable {
  package var batch: Int
  package var inputHeight: Int
  package var inputWidth: Int
  package var inputChannels: Int
  package var kernelHeight: Int
  package var kernelWidth: Int
  package var outputHeight: Int
  package var outputWidth: Int
  package var outputChannels: Int
  package var strideY: Int
  package var strideX: Int
  package var padTop: Int
  package var padLeft: Int

  package init(
    batch: Int, inputHeight: Int, inputWidth: Int, inputChannels: Int, kernelHeight: Int, kernelWidth: Int,
    outputHeight: Int, outputWidth: Int, outputChannels: Int, strideY: Int, strideX: Int, padTop: Int, padLeft: Int
  ) {
    self.batch = batch
    self.inputHeight = inputHeight
    self.inputWidth = inputWidth
    self.inputChannels = inputChannels
    self.kernelHeight = kernelHeight
    self.kernelWidth = kernelWidth
    self.outputHeight = outputHeight
    self.outputWidth = outputWidth
    self.outputChannels = outputChannels
    self.strideY = strideY
    self.strideX = strideX
    self.padTop = padTop
    self.padLeft = padLeft
  }
}
