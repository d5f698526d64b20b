public import ArtTensor

/// A layer that leaves the shape as it is.
public protocol ElementwiseLayer: Layer {}

extension ElementwiseLayer {
  public func outputShape(for input: Shape) throws(LayerError) -> Shape { input }
}
