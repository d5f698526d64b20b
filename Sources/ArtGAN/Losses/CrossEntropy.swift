public import ArtGraph

/// The mean binary cross-entropy of a batch of logits against one target probability y, for σ(l) the sigmoid:
///
///     −y log σ(l) − (1 − y) log (1 − σ(l))  =  softplus(l) − y l
///
/// The right side never takes the logarithm of a probability, so it holds for logits of any size.
///
/// - Parameters:
///   - logits: the discriminator's raw output, of any shape.
///   - target: y, from 0 to 1.
/// - Returns: a scalar.
public func binaryCrossEntropy(logits: Value, target: Float) -> Value {
  switch target {
  case 0: logits.softplus().mean()
  // softplus(l) − l = softplus(−l), without the cancellation for large l.
  case 1: (-logits).softplus().mean()
  default: (logits.softplus() - logits * target).mean()
  }
}
