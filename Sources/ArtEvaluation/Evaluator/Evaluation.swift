/// What was measured of a set of images.
public struct Evaluation {
  /// By the metrics' ids.
  public let values: [String: MetricValue]
  /// What was compared.
  public let comparison: Comparison
  /// How far the images' features are from their mean, beside those of the real images: 1 for as far.
  public let variety: Double
  /// The share of channel values that are fully black or white, less that of the real images.
  public let saturation: Double

  /// The metrics with their intervals, by their ids.
  public var estimates: [String: Estimate] { values.mapValues(\.estimate) }

  init(values: [String: MetricValue], comparison: Comparison) throws {
    self.values = values
    self.comparison = comparison
    let (real, generated) = (
      try comparison.real.shared(Extent.self), try comparison.generated.shared(Extent.self)
    )
    variety = real.spread > 0 ? generated.spread / real.spread : 1
    saturation = generated.extremes - real.extremes
  }

  /// How much of what is possible a set of images covers.
  private struct Extent: SharedBySamples {
    let spread: Double
    let extremes: Double

    init(_ samples: SampleSet) throws {
      spread = try samples.features.spread
      extremes = samples.images.shareOfExtremes
    }
  }
}
