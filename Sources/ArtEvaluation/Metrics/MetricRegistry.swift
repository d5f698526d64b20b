public import ArtSettings

/// The metrics that a program knows, in the order in which reports list them.
public typealias MetricRegistry = Registry<any Metric>

extension Registry where Element == any Metric {
  /// The metrics that come with the library.
  public static var builtIn: [any Metric] {
    let all: [[any Metric]] = [
      PairMetric.all, [NearestTargetMetric()],
      [FrechetDistanceMetric(), KernelDistanceMetric()], NeighbourhoodMetric.all,
      [SlicedWassersteinMetric(), StyleTransferMetric(), PatchFrechetDistanceMetric(), StructureKeptMetric()],
      ClassifierMetric.all, [MemorizationMetric()],
    ]
    return all.flatMap(\.self)
  }

  private static var noun: RegistryError.Noun { RegistryError.Noun("metric", "metrics") }

  /// The built-in metrics alone.
  public static var standard: MetricRegistry { MetricRegistry(checked: builtIn, noun) { $0.id } }

  /// - Parameter metrics: all that there are: `MetricRegistry.builtIn + [MyMetric()]`.
  /// - Throws: `RegistryError` if two metrics have the same id.
  public init(_ metrics: [any Metric]) throws(RegistryError) {
    try self.init(Self.noun, metrics) { $0.id }
  }

  /// The fewest images that all metrics can be computed of.
  public var minimumImages: Int { all.map(\.minimumImages).max() ?? 1 }

  /// The ids of those that models of a kind can have.
  public func ids(translations: Bool) -> [String] {
    all.filter { $0.serves(translations: translations) }.map(\.id)
  }
}

extension [any Metric] {
  /// What tells the better of two models where nobody chose, of the metrics that are measured: the first that compares each
  /// image with its target; else the first of features where a network computes them, or the first of pixels.
  public func usual(byNetwork: Bool) -> any Metric {
    first { $0.needs.contains(.targets) } ?? first { $0.needs.contains(.features) == byNetwork } ?? first
      ?? FrechetDistanceMetric()
  }
}

extension SettingsReader {
  /// The metrics that the program has registered, or the built-in ones.
  public var metrics: MetricRegistry { environment[MetricRegistry.self] ?? .standard }
}
