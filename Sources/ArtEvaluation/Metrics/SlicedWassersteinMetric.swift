import ArtTensor

/// How far patches of the images are from those of real ones, scale by scale; see ``SlicedWasserstein``.
struct SlicedWassersteinMetric: Metric {
  let id = "slicedWasserstein"
  let title = "sliced Wasserstein distance × 1000"
  let direction = MetricDirection.lower
  let needs: Set<MetricNeed> = [.pixels(side: PatchDescriptors.side)]

  func memory(images: Double, shape: Shape, effort: EvaluationEffort) -> Double {
    SlicedWasserstein.memory(images: images, channels: shape.channels, effort: Self.effort(effort))
  }

  private static func effort(_ effort: EvaluationEffort) -> SlicedWasserstein.Effort {
    effort == .full ? .full : .quick
  }

  func measure(_ comparison: Comparison) throws -> MetricValue? {
    let distance = try SlicedWasserstein(
      real: comparison.real.images, generated: comparison.generated.images,
      effort: Self.effort(comparison.effort), key: comparison.key.folded(.patches), pool: comparison.pool)
    return MetricValue(
      distance.mean,
      parts: distance.scales.map { scale in
        .init(
          id: "\(scale.width)x\(scale.height)", title: "at \(scale.width)×\(scale.height) pixels", scale.distance)
      })
  }
}
