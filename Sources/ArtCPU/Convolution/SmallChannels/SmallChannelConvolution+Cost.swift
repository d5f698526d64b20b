import ArtGraph
import ArtTensor

extension SmallChannelConvolution {
  var label: String { "small channels" }

  /// Every tap is multiplied; a vector of the many channels comes from memory or goes there (measured: 0.5 ns against
  /// 0.009 ns for a multiply-add). The input gradient also loads where the other passes hold numbers in registers, and
  /// adds up lanes.
  func cost(for pass: ConvolutionPass) -> Double {
    let products = Double(view.multiplyAdds)
    let traffic = 3.5 * Double(view.outputShape.count)
    guard viewed(pass) == .inputGradient else { return 1.2 * products + traffic }
    return 1.5 * products + traffic + 40 * Double(view.inputShape.count)
  }

  func work(for pass: ConvolutionPass) -> ConvolutionWork {
    let padded = viewed(pass) == .inputGradient ? 0 : 2 * view.batch * paddedCount
    let sums = pass == .kernelGradient ? 2 * slices * kernelCount : 0
    return ConvolutionWork(multiplyAdds: view.multiplyAdds, scratchTraffic: padded + sums)
  }
}
