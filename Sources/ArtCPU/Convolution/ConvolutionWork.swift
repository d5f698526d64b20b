import ArtGraph

/// What a pass of a convolution really takes under an algorithm, besides reading operands and writing the result.
struct ConvolutionWork: Hashable, Sendable {
  /// Multiply-adds of the products, those on padding and on filled-up tiles included.
  var multiplyAdds: Int
  /// Numbers of scratch memory written and numbers read.
  var scratchTraffic: Int

  init(multiplyAdds: Int, scratchTraffic: Int) {
    self.multiplyAdds = multiplyAdds
    self.scratchTraffic = scratchTraffic
  }
}
