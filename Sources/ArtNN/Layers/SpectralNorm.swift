import ArtGraph
import ArtTensor

/// Spectral normalisation, a setting of layers with a kernel: the kernel is divided by an estimate σ of its largest
/// singular value, so that the layer stretches no input by more than about 1.
///
/// The kernel counts as a matrix W of output channels by everything else. In a training step one round of the power
/// iteration leads u, a vector that is kept beside the kernel, towards the first left singular vector:
/// v = Wᵀu / |Wᵀu|, u ← Wv / |Wv|, σ = uᵀWv. The gradient takes u and v as constants. However often a network is applied
/// in a step, that is one round, and its kernels are the same. In inference u stays.
///
/// Source: Miyato, Kataoka, Koyama, Yoshida, Spectral normalization for generative adversarial networks (2018),
/// algorithm 1.
package enum SpectralNorm {
  /// The vector u, at first standard normal.
  static func parameter(_ name: String = "u", outputs: Int) -> ParameterSpec {
    ParameterSpec(
      name: name, role: .state, shape: [outputs], initializer: .normal(mean: 0, standardDeviation: 1))
  }

  /// The normalised kernel, of the kernel's shape.
  ///
  /// - Parameters:
  ///   - outputAxis: the axis of the output channels.
  ///   - vector: the name of u.
  static func normalized(
    _ kernel: Value, outputAxis: Int, vector: String = "u", _ context: LayerContext
  ) throws(LayerError) -> Value {
    let others = (0..<kernel.shape.rank).filter { $0 != outputAxis }
    // u as an array of the kernel's rank, so that it is repeated along the other axes.
    var alongOutputs = kernel.shape
    for axis in others { alongOutputs[axis] = 1 }

    let fixed = kernel.stoppingGradient()
    let before = try context.storedParameter(vector)
    let v = unit((fixed * before.reshaped(to: alongOutputs)).sum(axes: [outputAxis], keepingDimensions: true))
    let u = unit((fixed * v).sum(axes: others))
    if context.isTraining { try context.update(vector, to: u) }
    let norm = (kernel * (u.reshaped(to: alongOutputs) * v)).sum()
    return kernel / norm.maximum(kernel.graph.constant(smallest))
  }

  /// Below it a kernel is as good as zero, and is not divided by its norm any more.
  package static let smallest: Float = 1e-12

  private static func unit(_ vector: Value) -> Value {
    vector * (vector.square().sum() + smallest).rsqrt()
  }
}

extension LayerContext {
  /// The kernel as the layer uses it: normalised where that is asked for.
  func kernel(spectralNorm: Bool, outputAxis: Int) throws(LayerError) -> Value {
    let kernel = try parameter("kernel")
    return spectralNorm ? try SpectralNorm.normalized(kernel, outputAxis: outputAxis, self) : kernel
  }
}
