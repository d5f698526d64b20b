import ArtNN
import ArtSettings

extension ModelDefinition {
  /// The classes that the model makes images of; empty where it knows none.
  public var classes: [ImageClass] { conditioning?.classes ?? [] }

  /// The model for certain classes: its networks with the layers that classes need. Unchanged where the model learns no
  /// classes.
  ///
  /// - Parameter classes: at least two.
  /// - Throws: ``ModelError`` if the networks have no place for classes.
  public func conditioned(on classes: [ImageClass]) throws(ModelError) -> ModelDefinition {
    guard var conditioning, conditioning.classes.isEmpty else { return self }
    guard classes.count >= 2 else { throw .value("classes", reason: "there must be at least 2, not \(classes.count)") }
    var model = self
    let normed = generator.replacingLayers { layer in
      (layer as? BatchNorm).map {
        ConditionalBatchNorm(classes: classes.count, momentum: $0.momentum, epsilon: $0.epsilon)
      }
    }
    let hasNorms = normed != generator
    if conditioning.form == .auto { conditioning.form = hasNorms ? .batchNorm : .embedding }
    if conditioning.form != .embedding {
      guard hasNorms else {
        throw .value(
          "classes",
          reason:
            "the generator has no batch normalisation that could tell it the class; the form 'embedding' needs none")
      }
      model.generator = normed
    }
    if conditioning.form != .batchNorm {
      model.generator.layers.insert(
        ClassEmbedding(classes: classes.count, size: conditioning.embeddingSize), at: 0)
    }
    guard let last = discriminator.layers.last as? Dense, last.units == 1 else {
      throw .value(
        "classes", reason: "the discriminator does not end in a dense layer of one unit, which could learn them")
    }
    model.discriminator.layers.removeLast()
    model.discriminator.layers.append(
      ClassProjection(
        classes: classes.count, useBias: last.useBias, kernelInitializer: last.kernelInitializer,
        spectralNorm: last.spectralNorm))
    conditioning.classes = classes
    model.conditioning = conditioning
    return model
  }

  /// Checks that the networks are made for the model's classes.
  func validateClasses() throws(ModelError) {
    if let conditioning {
      try check("conditioning.embeddingSize", ClassConditioning.embeddingSizes, conditioning.embeddingSize)
      if let clusters = conditioning.clusters {
        try check("conditioning.clusters", ClassConditioning.clusterCounts, clusters)
      }
      for (index, known) in conditioning.classes.enumerated() {
        try check("conditioning.classes[\(index)].count", Limits(0...DocumentLimits.wholeNumber), known.count)
      }
      guard conditioning.classes.isEmpty || conditioning.classes.contains(where: { $0.count > 0 }) else {
        throw .value("conditioning.classes", reason: "no image is of any class")
      }
    }
    for network in [generator, discriminator]
    where !network.conditionSizes.isSubset(of: classes.isEmpty ? [] : [classes.count]) {
      let found = network.conditionSizes.sorted().map(String.init).joined(separator: ", ")
      throw .network(
        network.name, reason: "its layers are made for \(found) classes, but the model has \(classes.count)")
    }
  }
}
