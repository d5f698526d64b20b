import ArtGraph

extension GEMMConvolution {
  var label: String { Self.name }

  /// Every tap is multiplied; patches are written once and read once.
  func work(for pass: ConvolutionPass) -> ConvolutionWork {
    ConvolutionWork(
      multiplyAdds: geometry.multiplyAdds,
      scratchTraffic: geometry.patchesAreInput ? 0 : 2 * geometry.outputPixels * geometry.patchLength)
  }
}
