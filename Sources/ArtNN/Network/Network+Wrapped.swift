import ArtTensor

extension Network {
  /// The network with images that go on at their opposite edges in all of its layers, so that what it makes can be repeated
  /// side by side without a seam. Only layers' settings change; it may be wrapped already.
  ///
  /// - Throws: ``LayerError`` if the images' edges cannot meet, with the layer that keeps them apart: behind it, none looks
  ///   at neighbouring pixels.
  public func wrapped() throws(LayerError) -> Network {
    var network = self
    let nothing = LayerError(
      .badSetting, layer: "Network",
      "opposite edges of its images cannot meet, since no layer behind the last dense one looks at neighbouring pixels",
      path: name)
    var obstacle: LayerError? = nothing
    for (index, step) in try steps().enumerated() {
      // Images are yet to be made: what was before does not count.
      if step.input.rank != 3 { obstacle = nothing }
      do throws(LayerError) {
        guard let layer = try step.layer.wrappedForm() else { continue }
        network.layers[index] = layer
        obstacle = nil
      } catch {
        obstacle = error.inside(step.path)
      }
    }
    if let obstacle { throw obstacle }
    return network
  }

  /// Whether the network is one that ``wrapped()`` gives.
  public var isWrapped: Bool { (try? wrapped()) == self }
}

extension Layer {
  /// The layer, or those that it is made of, for images that go on at their opposite edges; nil where it looks at no
  /// neighbours.
  fileprivate func wrappedForm() throws(LayerError) -> (any Layer)? {
    if let layer = self as? any NeighbourhoodLayer { return try layer.wrapped() }
    guard let layer = self as? any CompositeLayer else { return nil }
    var looksAround = false
    var problem: LayerError?
    let wrapped = layer.replacingParts { part in
      do throws(LayerError) {
        guard let part = try (part as? any NeighbourhoodLayer)?.wrapped() else { return nil }
        looksAround = true
        return part
      } catch {
        problem = problem ?? error
        return nil
      }
    }
    if let problem { throw problem }
    return looksAround ? wrapped : nil
  }
}
