/// Chooses the algorithm for a convolution: the one of least cost. The choice depends on the sizes and the pass alone.
package enum ConvolutionPlanner {
  private static let algorithms: [any ConvolutionAlgorithm.Type] = [WinogradConvolution.self, GEMMConvolution.self]

  package static func algorithm(
    for geometry: ConvolutionGeometry, pass: ConvolutionPass
  ) -> any ConvolutionAlgorithm {
    let possible = algorithms.compactMap { $0.init(geometry) as (any ConvolutionAlgorithm)? }
    return possible.min { $0.cost(for: pass) < $1.cost(for: pass) } ?? GEMMConvolution(geometry)
  }
}
