import ArtGraph

extension LatentSpace {
  /// Brings latent points `[batch, size]` to where points of the space usually lie: those of a normal distribution to the
  /// sphere of radius √size, which nearly all of its points are close to, uniform ones into their cube.
  func typical(_ points: Value) -> Value {
    switch distribution {
    case .normal:
      let length = (points.square().sum(axes: [1], keepingDimensions: true) + 1e-12).sqrt()
      return points * (Float(size).squareRoot() / length)
    case .uniform:
      let graph = points.graph
      // The largest float below 1.
      return points.minimum(graph.constant(Float(1).nextDown)).maximum(graph.constant(-1))
    }
  }

  /// The part of gradients `[batch, size]` along which points stay where points usually lie: on the sphere, the part that
  /// is tangent to it.
  func tangent(_ gradients: Value, at points: Value) -> Value {
    guard distribution == .normal else { return gradients }
    let along = (gradients * points).sum(axes: [1], keepingDimensions: true)
    let square = points.square().sum(axes: [1], keepingDimensions: true) + 1e-12
    return gradients - points * (along / square)
  }
}
