import ArtNN

extension ModelDefinition {
  /// The names of the weights that no optimiser changes: those of the discriminators' first layers, where the recipe holds
  /// some. What these layers keep from step to step besides, such as moving statistics, goes on.
  ///
  /// - Throws: `LayerError` if a network cannot be built.
  func frozenWeights() throws(LayerError) -> Set<String> {
    guard let count = recipe.frozenDiscriminatorLayers else { return [] }
    var names: Set<String> = []
    for network in discriminatorNetworks {
      for leaf in try network.leaves().prefix(count) {
        names.formUnion(leaf.parameters.map { "\(leaf.path).\($0.name)" })
      }
    }
    return names
  }

  /// Checks that frozen layers leave the discriminator something to learn with.
  func validateFrozen() throws(ModelError) {
    let counts = discriminatorNetworks.compactMap { try? $0.leaves().count }
    guard let count = recipe.frozenDiscriminatorLayers, let layers = counts.min() else { return }
    guard count < layers else {
      throw .value(
        "recipe.frozenDiscriminatorLayers",
        reason: "the discriminator has \(layers) layers with weights, and the last one must learn; expected at most "
          + "\(layers - 1), found \(count)")
    }
  }
}
