/// How well images took over a style and kept their structure, as one number: (1 + d) · (1 + (1 − s)), where d is the patch
/// Fréchet distance to the targets and s the structure kept from the inputs. Neither alone tells a good image: the input
/// itself keeps all structure, and a scramble of the target has all of its style.
///
/// Source: Wright and Ommer 2022, "ArtFID: Quantitative evaluation of neural style transfer", equation 1, which has distances
/// of large networks in the place of both.
struct StyleTransferMetric: Metric {
  let id = "styleTransfer"
  let title = "style transfer distance"
  let direction = MetricDirection.lower
  let needs: Set<MetricNeed> = [.inputs, .pixels(side: max(ImagePatches.side, StructuralSimilarity.side))]
  let minimumImages = 1

  func measure(_ comparison: Comparison) throws -> MetricValue? {
    guard let kept = try comparison.shared(StructureKept.self).estimate else { return nil }
    let style = try comparison.shared(PatchDistance.self).estimate
    return MetricValue(Estimate((1 + style.value) * (2 - kept.value)))
  }
}
