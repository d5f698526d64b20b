public import ArtNN
public import ArtSettings

/// What stands between a layer and its activation to keep numbers in proportion.
public struct Normalization: Hashable, Sendable {
  public enum Kind: String, CaseIterable, Codable, Hashable, Sendable {
    /// Nothing.
    case none
    /// Over the batch; see `BatchNorm`.
    case batch
    /// Over the whole sample; see `LayerNorm`.
    case layer
    /// Over each channel of each image; see `InstanceNorm`.
    case instance
    /// Over groups of channels of each image; see `GroupNorm`.
    case group
    /// Over the channels of each pixel, with nothing to learn; see `PixelNorm`.
    case pixel
  }

  public var kind: Kind
  /// Of batch normalisation: how much of the moving statistics is kept at each step.
  public var momentum: Double
  /// Added to the variance; not for pixel normalisation, which has its own.
  public var epsilon: Double
  /// Of group normalisation: the number of groups.
  public var groups: Int

  public init(_ kind: Kind, momentum: Double = 0.99, epsilon: Double = 1e-3, groups: Int = 8) {
    self.kind = kind
    self.momentum = momentum
    self.epsilon = epsilon
    self.groups = groups
  }

  public static let none = Normalization(.none)
  public static let batch = Normalization(.batch)
  /// Over each channel of each image, with PyTorch's epsilon: usual in networks that translate images.
  public static let translation = Normalization(.instance, epsilon: 1e-5)

  /// Reads the settings `normalization`, `normMomentum`, `normEpsilon` and `normGroups` of a network.
  public init(reading settings: SettingsReader, defaults: Normalization) {
    let usual = defaults
    kind = settings.choice(
      "normalization", default: usual.kind, "What stands between layers and activations to keep numbers in proportion.")
    momentum = settings.number(
      "normMomentum", default: usual.momentum, in: 0.0..<1,
      "Batch normalisation: how much of the moving statistics is kept at each step.")
    epsilon = settings.number(
      "normEpsilon", default: usual.epsilon, in: .above(0),
      "Added to the variance, so that nothing is divided by zero; not for 'pixel'.")
    groups = settings.integer(
      "normGroups", default: usual.groups, in: 1...65536,
      "Group normalisation: how many groups; the channels are a multiple of it.")
    let owners: [(key: String, kinds: [Kind])] = [
      ("normMomentum", [.batch]), ("normEpsilon", [.batch, .layer, .instance, .group]), ("normGroups", [.group]),
    ]
    for (key, kinds) in owners where settings.has(key) && !kinds.contains(kind) {
      settings.problem(at: key, .conflict, "the normalization '\(kind.rawValue)' has no '\(key)'")
    }
  }

  /// Whether it centres its input, and so takes a bias in front of it away again.
  public var takesBiasAway: Bool { ![.none, .pixel].contains(kind) }

  /// The layers: one, or none.
  public var layers: [any Layer] {
    switch kind {
    case .none: []
    case .batch: [BatchNorm(momentum: momentum, epsilon: epsilon)]
    case .layer: [LayerNorm(epsilon: epsilon, extent: .sample)]
    case .instance: [InstanceNorm(epsilon: epsilon)]
    case .group: [GroupNorm(groups: groups, epsilon: epsilon)]
    case .pixel: [PixelNorm()]
    }
  }
}
