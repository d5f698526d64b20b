public import ArtGraph
import ArtTensor

// Penalties on the discriminator's gradient with respect to images, without their weights.

/// One number for each image: what a discriminator says, or the mean of its map.
///
/// - Parameter logits: `[batch, 1]`, or maps `[batch, height, width, 1]`.
/// - Returns: `[batch, 1]`.
func imageLogits(_ logits: Value) -> Value {
  logits.shape.rank == 4 ? logits.mean(axes: [1, 2]) : logits
}

/// Half the mean squared length of the gradient: ½ E |g|².
///
/// - Parameter gradient: g, the gradient of each image's logit with respect to the image, of the images' shape.
/// - Returns: a scalar.
public func r1Penalty(gradient: Value) -> Value {
  gradient.square().sum(axes: Array(1..<gradient.shape.rank)).mean() * 0.5
}

/// The mean squared distance of the gradient's length from 1: E (|g| − 1)².
///
/// - Parameter gradient: g, the gradient of each image's logit with respect to the image, of the images' shape.
/// - Returns: a scalar.
public func wganGPPenalty(gradient: Value) -> Value {
  // The root's own derivative is infinite at 0.
  let length = (gradient.square().sum(axes: Array(1..<gradient.shape.rank)) + 1e-12).sqrt()
  return (length - 1).square().mean()
}
