import ArtGraph
import ArtTensor

/// How far images are from others, each on its own: the mean absolute difference at full, half and a quarter of the size, in
/// the middle of the three.
///
/// The coarser scales see where things are while the finest still sees nothing but noise.
///
/// - Parameters:
///   - images: `[batch, height, width, channels]`.
///   - targets: of the same shape.
///   - weights: what each pixel counts, `[batch, height, width, 1]`; 0 where the target is not known.
/// - Returns: `[batch]`.
func multiScaleDistance(_ images: Value, _ targets: Value, weights: Value) -> Value {
  var difference = (images - targets) * weights
  var distances = [difference.abs().mean(axes: [1, 2, 3])]
  for _ in 1..<3 where min(difference.shape[1], difference.shape[2]) >= 2 {
    difference = difference.averagePooled(window: (2, 2), strides: (2, 2), padding: .same)
    distances.append(difference.abs().mean(axes: [1, 2, 3]))
  }
  return distances.dropFirst().reduce(distances[0], +) / Float(distances.count)
}

/// How far the features of images are from others', each on its own: the sum of absolute differences over that of the
/// target's features, in the middle of all layers. 0 for equal ones, about 1 for images that have nothing in common.
///
/// - Parameters:
///   - features: of each layer, `[batch, …]`.
///   - targets: of the same shapes.
/// - Returns: `[batch]`.
func featureDistance(_ features: [Value], _ targets: [Value]) -> Value {
  let distances = zip(features, targets).map { features, targets in
    let axes = Array(1..<features.shape.rank)
    return (features - targets).abs().sum(axes: axes) / (targets.abs().sum(axes: axes) + 1e-6)
  }
  return distances.dropFirst().reduce(distances[0], +) / Float(distances.count)
}

/// What a discriminator finds wrong with images, each on its own: softplus(−logit), large where it takes one for generated.
///
/// - Parameter logits: `[batch, 1]`, or maps `[batch, height, width, 1]`, whose mean counts.
/// - Returns: `[batch]`.
func implausibility(_ logits: Value) -> Value {
  imageLogits((-logits).softplus()).reshaped(to: [logits.shape[0]])
}
