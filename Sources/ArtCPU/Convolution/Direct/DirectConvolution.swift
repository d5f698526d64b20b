import ArtGraph
import ArtTensor
import CArtKernels

/// Convolution tap by tap. A tap of the kernel is a matrix of channels by channels; a row of the result is the sum, over
/// the taps, of the pixels that meet it there times that matrix. Nothing is gathered or scattered, taps on padding cost
/// nothing, and each number of the kernel is read once for many pixels: as exact as a direct sum, and the fastest way
/// for a few images of many channels.
///
/// The kernel gradient, whose sums run over pixels, is left to ``GEMMConvolution``.
struct DirectConvolution: ConvolutionAlgorithm {
  let geometry: ConvolutionGeometry

  /// Channels come in whole vectors.
  init?(_ geometry: ConvolutionGeometry) {
    guard geometry.inputChannels % 16 == 0, geometry.outputChannels % 16 == 0 else { return nil }
    self.geometry = geometry
  }

  /// The channels that a pass sums over, and those of its result.
  func channels(_ pass: ConvolutionPass) -> (inner: Int, outer: Int) {
    pass == .forward
      ? (geometry.inputChannels, geometry.outputChannels) : (geometry.outputChannels, geometry.inputChannels)
  }

  /// Rows of the result that are computed together: about 64 pixels, whose sums stay in the first-level cache.
  func rows(_ pass: ConvolutionPass) -> Int {
    let (height, width) =
      pass == .forward
      ? (geometry.outputHeight, geometry.outputWidth) : (geometry.inputHeight, geometry.inputWidth)
    let blocks = max((height * width + 32) / 64, 1)
    return max((height + blocks - 1) / blocks, 1)
  }

  /// The panels of 32 channels, the last of them 16 wide where the channels are no multiple of 32.
  func panels(_ pass: ConvolutionPass) -> Int {
    (channels(pass).outer + Int(ART_PANEL) - 1) / Int(ART_PANEL)
  }

  func workspaceCount(for pass: ConvolutionPass, threads: Int) -> Int {
    pass == .kernelGradient ? GEMMConvolution(geometry).workspaceCount(for: pass, threads: threads) : 0
  }

  func preparedKernelCount(for pass: ConvolutionPass) -> Int {
    pass == .kernelGradient ? 0 : geometry.kernelCount
  }

  func kernelGradient(
    input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>, kernelGradient: UnsafeMutablePointer<Float>,
    workspace: UnsafeMutablePointer<Float>, pool: ThreadPool
  ) {
    GEMMConvolution(geometry).kernelGradient(
      input: input, outputGradient: outputGradient, kernelGradient: kernelGradient, workspace: workspace, pool: pool)
  }
}
