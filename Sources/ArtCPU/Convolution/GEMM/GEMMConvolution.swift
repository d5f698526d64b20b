import ArtGraph
import ArtProducts
import ArtTensor
import CArtKernels

/// Convolution as matrix products: the patches that the kernel meets are gathered as the rows of a matrix, which is
/// multiplied with the kernel as a matrix of (height · width · in) × out. Works for every geometry, and is as exact as
/// a direct sum.
///
/// Patches are gathered a few kernel rows at a time for a limited number of pixels, so that they stay in the cache:
/// Chellapilla, Puri, Simard: High performance convolutional neural networks for document processing (2006).
struct GEMMConvolution: ConvolutionAlgorithm {
  static let name = "gemm"

  let geometry: ConvolutionGeometry

  /// The kernel rows that one product takes together.
  let taps: Int

  init(_ geometry: ConvolutionGeometry) {
    self.geometry = geometry
    // A product needs a long enough sum to be fast.
    let wanted = max(256 / max(geometry.tapLength, 1), 1)
    let groups = (geometry.kernelHeight + wanted - 1) / wanted
    taps = (geometry.kernelHeight + groups - 1) / groups
  }

  func workspaceCount(for pass: ConvolutionPass, threads: Int) -> Int {
    if geometry.patchesAreInput { return wholeProduct(pass).workspaceCount(threads: threads) }
    switch pass {
    case .forward:
      return isSmall ? wholeCount + wholeProduct(pass).workspaceCount(threads: threads) : threads * forwardScratch
    case .inputGradient:
      return isSmall ? wholeCount + wholeProduct(pass).workspaceCount(threads: threads) : threads * inputGradientScratch
    case .kernelGradient:
      return threads * kernelGradientScratch + partialCount
    }
  }

  /// The first kernel rows of each product.
  var tapGroups: StrideTo<Int> { stride(from: 0, to: geometry.kernelHeight, by: taps) }

  func lastTap(_ first: Int) -> Int { min(first + taps, geometry.kernelHeight) }

  /// All patches at once are few enough to lie in memory together.
  var isSmall: Bool { wholeCount <= 1 << 20 }

  /// The numbers of all patches, in whole cache lines.
  var wholeCount: Int { (geometry.outputPixels * geometry.patchLength + 15) / 16 * 16 }

  /// Numbers of patches in whole cache lines, and the scratch memory of a product behind them.
  func scratchCount(patches: Int, rows: Int, inner: Int) -> Int {
    (patches + 15) / 16 * 16 + SerialProduct.scratchCount(rows: rows, inner: inner)
  }

  /// A pass as one product, where the patches are the input as it lies, or have been gathered.
  func wholeProduct(_ pass: ConvolutionPass) -> MatrixMultiply {
    let (pixels, patch, channels) = (geometry.outputPixels, geometry.patchLength, geometry.outputChannels)
    return switch pass {
    case .forward: MatrixMultiply(rows: pixels, columns: channels, inner: patch)
    case .inputGradient: MatrixMultiply(rows: pixels, columns: patch, inner: channels, transposingRight: true)
    case .kernelGradient: MatrixMultiply(rows: patch, columns: channels, inner: pixels, transposingLeft: true)
    }
  }

  /// Every tap is multiplied; gathering a number costs about 12 multiply-adds, and a run of neighbouring channels 80.
  func cost(for pass: ConvolutionPass) -> Double {
    let patches = Double(geometry.outputShape.count / geometry.outputChannels)
    let numbers = patches * Double(geometry.kernelHeight * geometry.kernelWidth * geometry.inputChannels)
    return numbers * (1.1 * Double(geometry.outputChannels) + 12 + 80 / Double(geometry.inputChannels))
  }
}
