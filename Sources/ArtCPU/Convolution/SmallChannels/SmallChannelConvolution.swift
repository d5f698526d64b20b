import ArtGraph
import ArtTensor
import CArtKernels

/// Convolutions of images with at most 4 channels: the first layer of a discriminator, the last of a generator, where
/// a product of gathered patches would be mostly gathering. An image is copied once with its padding, and its windows
/// are multiplied where they lie; the input gradient is made of dot products, one for each of its numbers.
///
/// Where the *output* has few channels and the stride is 1, this is the same computation seen from the other side: the
/// passes change places (``isMirrored``), with the kernel turned around and its channels exchanged.
struct SmallChannelConvolution: ConvolutionAlgorithm {
  let geometry: ConvolutionGeometry

  /// Whether the output is the side with few channels.
  let isMirrored: Bool

  /// The convolution from the side with few channels to the side with many.
  let view: ConvolutionGeometry

  init?(_ geometry: ConvolutionGeometry) {
    self.geometry = geometry
    if let mirrored = geometry.mirrored, Self.fits(mirrored), !Self.fits(geometry) {
      (isMirrored, view) = (true, mirrored)
    } else {
      guard Self.fits(geometry) else { return nil }
      (isMirrored, view) = (false, geometry)
    }
  }

  private static func fits(_ view: ConvolutionGeometry) -> Bool {
    view.inputChannels <= Int(ART_SMALL_CHANNELS) && view.outputChannels % 16 == 0
      && view.outputChannels <= Int(ART_FEW_OUTPUTS) && view.kernelHeight * view.kernelWidth <= Int(ART_FEW_TAPS)
      && view.kernelHeight * view.kernelWidth > 1
  }

  /// The pass of ``view`` that a pass is.
  func viewed(_ pass: ConvolutionPass) -> ConvolutionPass {
    guard isMirrored else { return pass }
    return switch pass {
    case .forward: .inputGradient
    case .inputGradient: .forward
    case .kernelGradient: .kernelGradient
    }
  }

  /// The numbers of a padded image in whole cache lines.
  var paddedCount: Int {
    var sizes = view.patchGeometry
    return (art_padded_count(&sizes) + 15) / 16 * 16
  }

  /// Images that one slice of the kernel gradient's sum covers. Each slice has a sum of its own; they are added in
  /// order.
  var sliceImages: Int { max((view.batch + 15) / 16, 1) }

  var slices: Int { (view.batch + sliceImages - 1) / sliceImages }

  /// The numbers of a kernel in whole cache lines.
  var kernelCount: Int { (view.kernelCount + 15) / 16 * 16 }

  func workspaceCount(for pass: ConvolutionPass, threads: Int) -> Int {
    switch viewed(pass) {
    case .forward: threads * paddedCount
    case .inputGradient: 0
    case .kernelGradient: threads * paddedCount + (slices + 1) * kernelCount
    }
  }

  func preparedKernelCount(for pass: ConvolutionPass) -> Int {
    isMirrored && pass != .kernelGradient ? view.kernelCount : 0
  }
}

extension ConvolutionGeometry {
  /// The convolution whose input gradient is this one's forward pass, and the other way round. There is one where the
  /// stride is 1: with the kernel turned around and its channels exchanged.
  var mirrored: ConvolutionGeometry? {
    guard strideY == 1, strideX == 1 else { return nil }
    return ConvolutionGeometry(
      batch: batch, inputHeight: outputHeight, inputWidth: outputWidth, inputChannels: outputChannels,
      kernelHeight: kernelHeight, kernelWidth: kernelWidth, outputHeight: inputHeight, outputWidth: inputWidth,
      outputChannels: inputChannels, strideY: 1, strideX: 1, padTop: kernelHeight - 1 - padTop,
      padLeft: kernelWidth - 1 - padLeft)
  }
}
