/// Chooses the algorithm for a convolution: the one of least cost, of those that are precise enough. The choice
/// depends on the sizes, the pass and the precision alone.
package enum ConvolutionPlanner {
  private static let algorithms: [any ConvolutionAlgorithm.Type] = [WinogradConvolution.self, GEMMConvolution.self]

  package static func algorithm(
    for geometry: ConvolutionGeometry, pass: ConvolutionPass, precision: Precision
  ) -> any ConvolutionAlgorithm {
    let allowed = algorithms.filter { precision == .fast || $0.isExact }
    let possible = allowed.compactMap { $0.init(geometry) as (any ConvolutionAlgorithm)? }
    return possible.min { $0.cost(for: pass) < $1.cost(for: pass) } ?? GEMMConvolution(geometry)
  }
}
