import ArtTensor

// Which way an activation went can be read from what dropout left of it. So the backward pass needs no array besides the
// one that the next layer reads anyway.

extension Elementwise {
  /// The gradient of a leaky ReLU behind a mask, with the masked activation in place of the activation: where the mask is
  /// 0 the gradient is 0 whatever it is multiplied with, elsewhere both have the same sign.
  func readingMaskedActivation(_ inputs: [Value]) -> Value? {
    guard case .leakyReLUGradient = function, let masked = inputs[0].operation as? Elementwise,
      masked.function == .multiply
    else { return nil }
    let graph = inputs[0].graph
    for mask in inputs[0].inputs where mask.isMask && mask.shape == inputs[1].shape {
      if let left = graph.existing(Elementwise(.multiply), [inputs[1], mask]) {
        return graph.emit(self, [inputs[0], left])
      }
    }
    return nil
  }
}

extension Value {
  /// Whether every number is 0 or one same number of at least 1.
  fileprivate var isMask: Bool {
    if case .mask(_, let value) = (operation as? Random)?.distribution { return value >= 1 }
    guard let elementwise = operation as? Elementwise else { return false }
    switch elementwise.function {
    case .greater, .greaterOrEqual, .equal: return true
    case .multiplyScalar(let factor): return factor >= 1 && inputs[0].isMask
    default: return false
    }
  }
}
