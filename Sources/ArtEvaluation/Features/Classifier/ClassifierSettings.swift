import ArtGraph
public import ArtNN
public import ArtSettings
public import ArtTensor

/// A classifier's network as settings: pairs of 3×3 convolutions with batch normalisation and ReLU, every second of which
/// halves the image, a dense layer whose numbers behind its ReLU are the features, dropout, and a layer of logits.
public struct ClassifierSettings: Hashable, Sendable {
  /// The channels of each convolution.
  public var channels: [Int]
  /// The number of features.
  public var features: Int
  /// The share of features that are silenced at each training step.
  public var dropout: Double

  public init(channels: [Int] = [32, 32, 64, 64], features: Int = 128, dropout: Double = 0.3) {
    self.channels = channels
    self.features = features
    self.dropout = dropout
  }

  /// Reads the settings `channels`, `features` and `dropout`.
  public init(_ settings: SettingsReader) {
    let usual = ClassifierSettings()
    let written = settings.integers(
      "channels", in: 1...4096,
      "Channels behind each 3×3 convolution; every second halves the image. [32, 32, 64, 64] where it is left out.")
    if let written, written.isEmpty {
      settings.problem(at: "channels", .outOfRange, "expected at least one convolution")
    }
    channels = written.flatMap { $0.isEmpty ? nil : $0 } ?? usual.channels
    features = settings.integer("features", default: usual.features, in: 2...8192, "How many features an image has.")
    dropout = settings.number(
      "dropout", default: usual.dropout, in: 0.0..<1, "Share of features silenced at each training step.")
  }

  /// The network for images of a shape and so many classes, and the number of layers that lead to its features.
  public func network(imageShape: Shape, classes: Int) -> (network: Network, featureLayers: Int) {
    let convolutions: [any Layer] = channels.enumerated().flatMap { index, filters -> [any Layer] in
      [
        Conv2D(
          filters: filters, kernelSize: 3, strides: index % 2 == 1 ? 2 : 1, padding: .same, useBias: false,
          kernelInitializer: .heNormal),
        BatchNorm(momentum: 0.9), ReLU(),
      ]
    }
    let inner: [any Layer] = convolutions + [Flatten(), Dense(units: features, kernelInitializer: .heNormal), ReLU()]
    let last: [any Layer] = (dropout > 0 ? [Dropout(rate: dropout)] : []) + [Dense(units: classes)]
    return (Network(name: "classifier", inputShape: imageShape, inner + last), inner.count)
  }
}
