public import ArtNN

// Tiles: images that go on at their opposite edges, so that they can be repeated side by side without a seam. It is in the
// settings of the generator's layers, and so in every checkpoint.

extension ModelDefinition {
  /// Whether the model's images tile.
  public var isTileable: Bool { generator.isWrapped }

  /// The model with images that tile.
  ///
  /// - Parameter keepingWeights: Whether this model's weights are to do for it.
  /// - Throws: `LayerError` if the generator cannot make any, or would need weights of other shapes.
  public func tileable(keepingWeights: Bool = false) throws(LayerError) -> ModelDefinition {
    var model = self
    model.generator = try generator.wrapped()
    guard keepingWeights else { return model }
    let (old, new) = (try generator.parameters(), try model.generator.parameters())
    guard old.elementsEqual(new, by: { $0.name == $1.name && $0.shape == $1.shape }) else {
      throw LayerError(
        .badSetting, layer: "Network", "tiles need weights of other shapes, which a training from random weights gives",
        path: generator.name)
    }
    return model
  }
}

extension Checkpoint {
  /// The same weights in a model whose images tile. Away from the edges they do what they did, so that a training goes on
  /// from what they know.
  ///
  /// - Throws: `LayerError` as ``ModelDefinition/tileable(keepingWeights:)``.
  public func tileable() throws(LayerError) -> Checkpoint {
    var checkpoint = self
    checkpoint.definition = try definition.tileable(keepingWeights: true)
    return checkpoint
  }
}
