/// What a pass of a convolution really takes under an algorithm, besides reading operands and writing the result.
package struct ConvolutionWork: Hashable, Sendable {
  /// Multiply-adds of the products, those on padding and on filled-up tiles included.
  package var multiplyAdds: Int
  /// Numbers of scratch memory written and numbers read.
  package var scratchTraffic: Int

  package init(multiplyAdds: Int, scratchTraffic: Int) {
    self.multiplyAdds = multiplyAdds
    self.scratchTraffic = scratchTraffic
  }
}
