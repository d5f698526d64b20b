import ArtGraph
import ArtTensor

/// e^lᵢ / Σ e^lⱼ over the last axis of logits `[batch, classes]`. The largest is taken away first, so that nothing
/// overflows.
func softmax(_ logits: Value) -> Value {
  let powers = (logits - logits.max(axes: [1], keepingDimensions: true).stoppingGradient()).exp()
  return powers / powers.sum(axes: [1], keepingDimensions: true)
}

/// The mean over a batch of log Σ e^lⱼ − l_y: how surprised a classifier is by the right classes.
///
/// - Parameters:
///   - logits: `[batch, classes]`.
///   - labels: the right classes, `[batch]`.
/// - Returns: a scalar; the logarithm of the number of classes where all are taken for equally likely.
func softmaxCrossEntropy(logits: Value, labels: Value) -> Value {
  let largest = logits.max(axes: [1], keepingDimensions: true).stoppingGradient()
  let shifted = logits - largest
  let right = (shifted * labels.oneHot(depth: logits.shape.channels)).sum(axes: [1])
  return (shifted.exp().sum(axes: [1]).log() - right).mean()
}

/// The share of a batch whose right class has the largest logit.
func accuracy(logits: Value, labels: Value) -> Value {
  let right = (logits * labels.oneHot(depth: logits.shape.channels)).sum(axes: [1])
  return right.greaterOrEqual(logits.max(axes: [1])).mean()
}
