import ArtTensor

/// How near each image is to its own target, pixel by pixel: the mean over the images; see ``ImagePairs``.
struct PairMetric: Metric {
  let id: String
  let title: String
  var unit = ""
  let direction: MetricDirection
  var side = 1
  let minimumImages = 1
  /// A value for each pair.
  let values: @Sendable (ImagePairs) -> [Double]

  var needs: Set<MetricNeed> { [.targets, .pixels(side: side)] }

  static let all: [any Metric] = [colourError, structuralSimilarity, peakSignalToNoise]

  /// The mean difference of colours: it names the best model, since it holds for grey and colour images of any size, and is
  /// in steps that an eye can tell.
  static let colourError = PairMetric(id: "colourError", title: "mean colour error ΔE", direction: .lower) { pairs in
    pairs.map(LabColor.difference)
  }
  static let structuralSimilarity = PairMetric(
    id: "ssim", title: "structural similarity (SSIM)", direction: .higher, side: StructuralSimilarity.side
  ) { pairs in
    pairs.map(StructuralSimilarity.of)
  }
  static let peakSignalToNoise = PairMetric(
    id: "psnr", title: "peak signal-to-noise ratio (PSNR)", unit: "dB", direction: .higher
  ) { pairs in
    PeakSignalToNoise.ofEach(pairs)
  }

  func measure(_ comparison: Comparison) throws -> MetricValue? {
    let values = values(try comparison.shared(ImagePairs.self))
    return MetricValue(.mean(of: values, key: comparison.key.folded(.pairs), pool: comparison.pool))
  }
}
