/// Chooses the algorithm for a convolution: the one of least cost, of those that are precise enough. The choice
/// depends on the sizes, the pass and the precision alone.
package enum ConvolutionPlanner {
  package static func algorithm(
    for geometry: ConvolutionGeometry, pass: ConvolutionPass, precision: Precision
  ) -> any ConvolutionAlgorithm {
    candidates(for: geometry, precision).min { $0.cost(for: pass) < $1.cost(for: pass) } ?? GEMMConvolution(geometry)
  }

  private static func candidates(
    for geometry: ConvolutionGeometry, _ precision: Precision
  ) -> [any ConvolutionAlgorithm] {
    let exact: [any ConvolutionAlgorithm] = [GEMMConvolution(geometry)]
    return precision == .exact ? exact : exact + TransformConvolution.all(for: geometry)
  }
}
