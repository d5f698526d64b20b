public import ArtGraph
public import ArtSettings
public import ArtTensor

/// Images as functions of the place: a small dense network that maps the coordinates of each pixel and the sample's
/// numbers to features of this pixel. `[batch, n]` to `[batch, height, width, features]`.
///
/// Coordinates are x to the right, y down and r, the distance from the middle. The shorter side of an image goes from −1
/// to 1 whatever its size, and a pixel's place is its centre: the same network draws the same image in every size, see
/// ``Network/band(rows:of:)``. In training a pixel's place is anywhere in it, drawn anew at each step: what is finer than a
/// pixel becomes noise, which a discriminator sees, instead of a surprise in larger images.
///
/// With w = the sample's numbers the features of a pixel are h₀ = sin(Σ over c in x, y, r of c · (Kc + w·Dc) + w·S₀ + b₀)
/// and hₖ = f((hₖ₋₁·Kₖ) ∘ (1 + w·Sₖ) + w·Tₖ + bₖ): the sample turns and stretches the waves that the first layer makes, and
/// weighs and moves what the others make of them.
///
/// Where images wrap, c are the sine and the cosine of x and of y in the place of x, y and r, each going round once from edge
/// to edge.
///
/// Parameters, for layer k of `widths`: `k.kernel` `[features before, features]` (`[3, features]` for the first, 4 where
/// images wrap), `k.style` `[n, 2 · features]` for S and T (the first has S alone, `[n, features]`, and `0.directions`
/// `[n, 3 · features]` for D), `k.bias` `[features]`.
///
/// Sources: Stanley, Compositional pattern producing networks: a novel abstraction of development (2007); Ha, Generating
/// large images from latent vectors (2016), where a GAN's generator is such a network; Anokhin et al., Image generators
/// with conditionally-independent pixel synthesis (2021), whose layers are changed by the sample as well; Sitzmann et al.,
/// Implicit neural representations with periodic activation functions (2020), for layers of sines and their first values.
public struct CoordinateNetwork: NeighbourhoodLayer {
  public static let kind = "coordinateNetwork"

  /// What each layer behind the first ends in.
  public enum Activation: String, CaseIterable, Codable, Hashable, Sendable {
    /// Waves of waves: ripples and swirls.
    case sine
    /// Soft areas with edges between.
    case tanh
    /// Of slope 0.2 below zero: plain areas with sharp edges.
    case leakyReLU
  }

  /// Height and width of the images.
  public var size: Size2D
  /// The features of a pixel behind each layer of the network.
  public var widths: [Int]
  /// The standard deviation of the first layer's weights at the beginning, in radians for half of the shorter side: how
  /// fine the first patterns are.
  public var frequency: Double
  public var activation: Activation
  /// Whether places are drawn from their pixels in training, instead of being the centres.
  public var jitter: Bool
  /// Whether images go on at their opposite edges.
  public var wraps: Bool

  public init(
    size: Size2D, widths: [Int], frequency: Double = 6, activation: Activation = .tanh, jitter: Bool = true,
    wraps: Bool = false
  ) {
    self.size = size
    self.widths = widths
    self.frequency = frequency
    self.activation = activation
    self.jitter = jitter
    self.wraps = wraps
  }

  public init(_ settings: SettingsReader) {
    self.init(
      size: settings.requiredSize("size", "Height and width of the images."),
      widths: settings.integers("widths", in: Self.unitLimits, isRequired: true, "Features behind each layer.") ?? [],
      frequency: settings.number("frequency", default: 6, in: 0.0..., "How fine the first patterns are."),
      activation: settings.choice("activation", default: .tanh, "What each layer behind the first ends in."),
      jitter: settings.bool("jitter", default: true, "Whether places are drawn from their pixels in training."),
      wraps: settings.wraps())
  }

  public func encode(to encoder: any Encoder) throws {
    try encoder.encode(size, forKey: "size")
    try encoder.encode(widths, forKey: "widths")
    try encoder.encode(frequency, forKey: "frequency")
    try encoder.encode(activation, forKey: "activation")
    try encoder.encode(jitter, forKey: "jitter")
    try encoder.encode(wraps, forKey: "wraps", unless: false)
  }

  public func wrapped() -> CoordinateNetwork? {
    var network = self
    network.wraps = true
    return network
  }

  public func outputShape(for input: Shape) throws(LayerError) -> Shape {
    try check(size, "the image's sides")
    guard let last = widths.last else { throw bad("there must be at least one width") }
    for width in widths { try checkUnits(width, "features") }
    guard frequency >= 0, frequency.isFinite else { throw bad("the frequency must be at least 0, and is \(frequency)") }
    guard input.rank == 1 else { throw bad(input: input, "vectors") }
    return [size.height, size.width, last]
  }

  public func parameters(for input: Shape) throws(LayerError) -> [ParameterSpec] {
    _ = try outputShape(for: input)
    // A sample's numbers are taken to be of size 1; they change what the kernels begin with by a part of it.
    func style(_ deviation: Double) -> Initializer {
      .normal(standardDeviation: deviation / Double(max(input[0], 1)).squareRoot())
    }
    // A sine of an angle of π for half of the image changes π times as fast as x.
    let frequency = wraps ? frequency / .pi : frequency
    let first = [
      ParameterSpec(
        name: "0.kernel", role: .kernel, shape: [coordinates, widths[0]],
        initializer: .normal(standardDeviation: frequency)),
      ParameterSpec(
        name: "0.directions", role: .embedding, shape: [input[0], coordinates * widths[0]],
        initializer: style(frequency / 4)),
      ParameterSpec(name: "0.style", role: .embedding, shape: [input[0], widths[0]], initializer: style(1)),
      ParameterSpec(name: "0.bias", role: .bias, shape: [widths[0]], initializer: .normal(standardDeviation: 1)),
    ]
    return widths.indices.dropFirst().reduce(into: first) { specs, layer in
      specs += [
        ParameterSpec(
          name: "\(layer).kernel", role: .kernel, shape: [widths[layer - 1], widths[layer]], initializer: .heNormal),
        ParameterSpec(
          name: "\(layer).style", role: .embedding, shape: [input[0], 2 * widths[layer]], initializer: style(0.5)),
        ParameterSpec(name: "\(layer).bias", role: .bias, shape: [widths[layer]], initializer: .zeros),
      ]
    }
  }

  /// Draws the images of latent points.
  ///
  /// - Parameters:
  ///   - z: Points, `[batch, size]`.
  ///   - context: The layer's parameters, and whether it is trained.
  public func callAsFunction(_ z: Value, _ context: LayerContext) throws(LayerError) -> Value {
    let (graph, batch) = (context.graph, z.shape[0])
    var x = graph.constant(Tensor(shape: [1, 1, size.width, 1], scalars: size.columns(0..<size.width)))
    var y = graph.constant(Tensor(shape: [1, size.height, 1, 1], scalars: size.rows(0..<size.height)))
    if jitter, context.isTraining {
      // Half a pixel to each side; a pixel is 2 / the shorter side.
      let most = 1 / Float(size.shorter)
      let shape: Shape = [batch, size.height, size.width, 1]
      x = x + graph.randomUniform(shape: shape, low: -most, high: most, stream: graph.nextStream())
      y = y + graph.randomUniform(shape: shape, low: -most, high: most, stream: graph.nextStream())
    }
    return try features(of: z, x: x, y: y, context)
  }
}
