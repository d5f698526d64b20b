public import ArtGraph
import ArtTensor

// Penalties on the discriminator's slope, without their weights.

/// Half the mean squared slope: ½ E |g|².
///
/// - Parameter slope: g, the gradient of each picture's logit with respect to the picture, of the pictures' shape.
/// - Returns: a scalar.
public func squaredSlopePenalty(slope: Value) -> Value {
  slope.square().sum(axes: Array(1..<slope.shape.rank)).mean() * 0.5
}

/// The mean squared distance of the slope from 1: E (|g| − 1)².
///
/// - Parameter slope: g, the gradient of each picture's logit with respect to the picture, of the pictures' shape.
/// - Returns: a scalar.
public func unitSlopePenalty(slope: Value) -> Value {
  // The root's own slope is infinite at 0.
  let length = (slope.square().sum(axes: Array(1..<slope.shape.rank)) + 1e-12).sqrt()
  return (length - 1).square().mean()
}
