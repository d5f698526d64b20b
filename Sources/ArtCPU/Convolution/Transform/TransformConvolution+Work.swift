import ArtGraph

extension TransformConvolution {
  var label: String { transform.label }

  /// A product for each point of each tile. Both factors and the products are written and read at the points; so is the
  /// kernel, or its gradient.
  func work(for pass: ConvolutionPass) -> ConvolutionWork {
    let tiles = grid(for: pass).count
    let kernel = phaseChannels * geometry.outputChannels
    return ConvolutionWork(
      multiplyAdds: tiles * transform.products * kernel,
      scratchTraffic: 2 * planes * (tiles * transformedChannels(pass) + kernel))
  }
}
