import ArtGraph
import ArtTensor

extension DirectConvolution {
  var label: String { "direct" }

  /// The products of the taps that lie inside. A run is computed in blocks of up to 12 pixels, of which fewer than 4
  /// take as long as 4; beginning and ending one costs about as much as 1,600 multiply-adds.
  func cost(for pass: ConvolutionPass) -> Double {
    if pass == .kernelGradient { return GEMMConvolution(geometry).cost(for: pass) }
    let (inner, outer) = channels(pass)
    var cost = 0.0
    forEachRun(pass, 0..<(pass == .forward ? geometry.outputHeight : geometry.inputHeight)) { _, run in
      let blocks = (run.count + 11) / 12
      cost += Double(max(run.count, 4 * blocks) * inner * outer) + 50 * Double(blocks * outer)
    }
    return cost * Double(geometry.batch)
  }

  func work(for pass: ConvolutionPass) -> ConvolutionWork {
    if pass == .kernelGradient { return GEMMConvolution(geometry).work(for: pass) }
    var pixels = 0
    forEachRun(pass, 0..<(pass == .forward ? geometry.outputHeight : geometry.inputHeight)) { _, run in
      pixels += run.count
    }
    let channels = geometry.inputChannels * geometry.outputChannels
    return ConvolutionWork(
      multiplyAdds: pixels * geometry.batch * channels, scratchTraffic: 2 * geometry.kernelCount)
  }
}
