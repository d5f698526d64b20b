import ArtTensor

/// The Fréchet distance of patches in the place of images: for as few as one image on each side; see ``ImagePatches``.
struct PatchFrechetDistanceMetric: Metric {
  let id = "patchFrechetDistance"
  let title = "patch Fréchet distance"
  let direction = MetricDirection.lower
  let needs: Set<MetricNeed> = [.inputs, .pixels(side: ImagePatches.side)]
  let minimumImages = 1

  func memory(images: Double, shape: Shape, effort: EvaluationEffort) -> Double {
    ImagePatches.memory(channels: shape.channels)
  }

  func measure(_ comparison: Comparison) throws -> MetricValue? {
    MetricValue(try comparison.shared(PatchDistance.self).estimate)
  }
}

/// The Fréchet distance between patches of the generated images and of the real ones.
struct PatchDistance: SharedByComparison {
  let estimate: Estimate

  init(_ comparison: Comparison) throws {
    let made = try ImagePatches(
      comparison.generated.images, key: comparison.key.folded(.outputPatches), pool: comparison.pool)
    let distance = try comparison.real.shared(PatchesOfTargets.self).distance
    estimate = try distance(made.features, pool: comparison.pool)
  }
}

/// The patches of the targets, cut once for all that is compared with them, at the same places for every seed.
private struct PatchesOfTargets: SharedBySamples {
  let distance: FrechetDistance

  init(_ samples: SampleSet) throws {
    let key = SeedPurpose.metrics.fixedKey.folded(.outputPatches).folded(.realPatches)
    let patches = try ImagePatches(samples.images, key: key, pool: samples.pool)
    distance = try FrechetDistance(real: patches.features, pool: samples.pool)
  }
}
