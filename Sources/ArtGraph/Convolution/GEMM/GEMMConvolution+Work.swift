extension GEMMConvolution {
  package var label: String { Self.name }

  /// Every tap is multiplied; patches are written once and read once.
  package func work(for pass: ConvolutionPass) -> ConvolutionWork {
    ConvolutionWork(
      multiplyAdds: geometry.multiplyAdds,
      scratchTraffic: geometry.patchesAreInput ? 0 : 2 * geometry.outputPixels * geometry.patchLength)
  }
}
