/// Chooses the algorithm for a convolution. The choice depends on the sizes and the pass alone.
package enum ConvolutionPlanner {
  /// The algorithms to choose from, the most special first.
  private static let algorithms: [any ConvolutionAlgorithm.Type] = [GEMMConvolution.self]

  package static func algorithm(
    for geometry: ConvolutionGeometry, pass: ConvolutionPass
  ) -> any ConvolutionAlgorithm {
    for algorithm in algorithms {
      if let made = algorithm.init(geometry) { return made }
    }
    return GEMMConvolution(geometry)
  }
}
