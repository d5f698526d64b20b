import ArtNN

/// By what the change from one image to the next is measured.
public enum VisualDistance: String, CaseIterable, Codable, Hashable, Sendable {
  /// The features that the model's own discriminator finds in its inner layers.
  case features
  /// The numbers of the pixels.
  case pixels
}

extension ModelDefinition {
  /// The parts of the discriminator that lead to its features: up to the end of a run of activations and norms, or of a layer
  /// that is made of others, in its first half. What the second half finds says less of what is seen (measured by what
  /// steps that are equal for some layers are in luminance). Empty for one without inner layers.
  func featureParts() -> [Network] {
    let layers = discriminator.layers
    let all = layers.indices.dropLast().compactMap { index -> Network? in
      let endsBlock = layers[index] is any ElementwiseLayer && !(layers[index + 1] is any ElementwiseLayer)
      guard endsBlock || layers[index] is any CompositeLayer else { return nil }
      return Network(
        name: discriminator.name, inputShape: discriminator.inputShape, Array(layers[...index]))
    }
    return Array(all.prefix(max(1, all.count / 2)))
  }

  /// Whether the discriminator has inner layers whose features can be compared.
  public var hasFeatures: Bool { !featureParts().isEmpty }
}
