import ArtGraph
import ArtSettings
import ArtTensor

/// The settings that most normalisations have: they end with a factor γ and a summand β for each channel.
public struct NormSettings: Encodable, Hashable, Sendable {
  /// ε, added to the variance.
  public var epsilon: Double
  /// Whether γ is there.
  public var scale: Bool
  /// Whether β is there.
  public var center: Bool

  init(epsilon: Double, scale: Bool, center: Bool) {
    self.epsilon = epsilon
    self.scale = scale
    self.center = center
  }

  init(_ settings: SettingsReader) {
    epsilon = settings.epsilon(default: 1e-3)
    scale = settings.bool("scale", default: true, "Whether there is a factor for each channel.")
    center = settings.bool("center", default: true, "Whether there is a summand for each channel.")
  }
}

/// A normalisation with ``NormSettings``.
@dynamicMemberLookup
public protocol NormLayer: ElementwiseLayer {
  var norm: NormSettings { get set }
}

extension NormLayer {
  public subscript<Setting>(dynamicMember path: WritableKeyPath<NormSettings, Setting>) -> Setting {
    get { norm[keyPath: path] }
    set { norm[keyPath: path] = newValue }
  }

  /// The parameters `gamma` and `beta`, as far as they are there, and a check of ε.
  func affineParameters(channels: Int) throws(LayerError) -> [ParameterSpec] {
    guard norm.epsilon > 0 else { throw bad("epsilon must be greater than 0, and is \(norm.epsilon)") }
    var specs: [ParameterSpec] = []
    if norm.scale { specs.append(ParameterSpec(name: "gamma", role: .scale, shape: [channels], initializer: .ones)) }
    if norm.center { specs.append(ParameterSpec(name: "beta", role: .bias, shape: [channels], initializer: .zeros)) }
    return specs
  }

  /// γ · x + β, as far as they are there.
  func affine(_ x: Value, _ context: LayerContext) throws(LayerError) -> Value {
    let y = norm.scale ? x * (try context.parameter("gamma")) : x
    return norm.center ? y + (try context.parameter("beta")) : y
  }

  /// The layer's result, where mean and variance are known: values that are broadcast over x.
  func normalized(_ x: Value, mean: Value, variance: Value, _ context: LayerContext) throws(LayerError) -> Value {
    try affine((x - mean) * (variance + Float(norm.epsilon)).rsqrt(), context)
  }

  /// (x − mean) / √(variance + ε), mean and variance over some axes.
  func normalized(_ x: Value, over axes: [Int]) -> Value {
    let centered = x - x.mean(axes: axes, keepingDimensions: true)
    let variance = centered.square().mean(axes: axes, keepingDimensions: true)
    return centered * (variance + Float(norm.epsilon)).rsqrt()
  }
}

/// A normalisation by mean and variance of whole images, in training and inference.
public protocol ImageNormLayer: NormLayer {
  /// Of how many groups of neighbouring channels mean and variance are taken; nil where its settings make it look at each
  /// place alone.
  func statisticGroups(channels: Int) -> Int?
}
