import ArtGraph

/// Chooses the algorithm for a convolution: the one of least cost, of those that are precise enough. The choice
/// depends on the sizes, the pass, the algorithms allowed, and on whether the kernel changes, alone.
enum ConvolutionPlanner {
  /// - Parameter keepsKernel: whether a prepared kernel serves many runs.
  static func algorithm(
    for geometry: ConvolutionGeometry, pass: ConvolutionPass, algorithms: ConvolutionAlgorithms,
    keepsKernel: Bool = false
  ) -> any ConvolutionAlgorithm {
    func cost(_ algorithm: any ConvolutionAlgorithm) -> Double {
      let kernel = Double(algorithm.preparedKernelCount(for: pass))
      return algorithm.cost(for: pass) + kernel * (keepsKernel ? reading : preparing)
    }
    return candidates(for: geometry, algorithms).min { cost($0) < cost($1) } ?? GEMMConvolution(geometry)
  }

  /// What a number of a prepared kernel costs, in multiply-adds: it comes from the last-level cache or from memory, and
  /// where it is not kept it goes there first.
  private static let reading = 8.0
  private static let preparing = 40.0

  private static func candidates(
    for geometry: ConvolutionGeometry, _ algorithms: ConvolutionAlgorithms
  ) -> [any ConvolutionAlgorithm] {
    let exact: [any ConvolutionAlgorithm] =
      [GEMMConvolution(geometry)] + [DirectConvolution(geometry)].compactMap(\.self)
      + [SmallChannelConvolution(geometry)].compactMap(\.self)
    return algorithms == .exact ? exact : exact + TransformConvolution.all(for: geometry)
  }
}
