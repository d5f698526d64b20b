import ArtGraph
public import ArtNN
public import ArtTensor

/// What a model's generator starts from.
public enum ModelKind: String, CaseIterable, Hashable, Sendable {
  /// Latent points.
  case noise
  /// Images: it translates them.
  case image
}

extension ModelDefinition {
  /// What the generator starts from.
  public var kind: ModelKind { translation == nil ? .noise : .image }

  /// The networks that make images and learn together; the generator comes first.
  public var generatorNetworks: [Network] {
    [generator] + [translation?.backward?.generator].compactMap(\.self) + (translation?.contrast?.projections ?? [])
  }

  /// The networks that judge images and learn together; the discriminator comes first.
  public var discriminatorNetworks: [Network] {
    [discriminator] + [translation?.backward?.discriminator].compactMap(\.self)
  }

  /// All networks of the model: those that make images, the generator first, then those that judge them.
  public var networks: [Network] { generatorNetworks + discriminatorNetworks }

  /// Gives all weights their first values.
  ///
  /// - Throws: `LayerError` if a network cannot be built.
  func initialize(_ variables: VariableStore, seed: UInt64) throws(LayerError) {
    for (network, key) in keyedNetworks(seed: seed) { try network.initialize(variables, key: key) }
  }

  /// The first values of all weights, by name.
  ///
  /// - Throws: `LayerError` if a network cannot be built.
  func firstWeights(seed: UInt64) throws(LayerError) -> [String: Tensor] {
    var weights: [String: Tensor] = [:]
    for (network, key) in keyedNetworks(seed: seed) {
      for spec in try network.parameters() { weights[spec.name] = spec.initialTensor(key: key) }
    }
    return weights
  }

  /// All networks, each with the key of its first weights.
  private func keyedNetworks(seed: UInt64) -> [(Network, RandomKey)] {
    generatorNetworks.map { ($0, SeedPurpose.generatorWeights.key(of: seed)) }
      + discriminatorNetworks.map { ($0, SeedPurpose.discriminatorWeights.key(of: seed)) }
  }

  /// The shape of what the generator takes, without the batch.
  public var generatorInputShape: Shape { translation?.inputShape ?? [latent.size] }

  /// The shape of what the discriminator looks at, without the batch.
  public var discriminatorInputShape: Shape {
    guard let translation, translation.seesInput else { return imageShape }
    let (height, width) = (imageShape[0], imageShape[1])
    return [height, width, translation.inputShape.channels + imageShape.channels]
  }

  /// Checks that the parts of a model that translates fit each other.
  ///
  /// - Throws: ``ModelError``, the first thing that is wrong.
  func validateTranslation(
    _ check: (_ network: Network, _ input: Shape, _ outputs: (Shape) -> Bool, _ expected: Shape) throws(ModelError) ->
      Void
  ) throws(ModelError) {
    guard let translation else { return }
    let (input, image) = (translation.inputShape, imageShape)
    func require(_ name: String, _ isTrue: Bool, _ reason: @autoclosure () -> String) throws(ModelError) {
      guard isTrue else { throw .value("translation.\(name)", reason: reason()) }
    }
    try require(
      "inputShape", input.rank == 3 && Array(input.dimensions.prefix(2)) == Array(image.dimensions.prefix(2)),
      "must have the height and width of the images, \(image), and is \(input)")
    try require(
      "inputShape", [1, 3, 4].contains(input.channels), "an image has 1, 3 or 4 channels, not \(input.channels)")
    try require("history", (0...10_000).contains(translation.history), "must be from 0 to 10,000")
    try require(
      "history", !(translation.history > 0 && translation.history < recipe.batchSize),
      "must be 0 or at least the batch's \(recipe.batchSize) images, and is \(translation.history)")
    let ids = translation.terms.map(\.loss.id)
    try require(
      "terms", Set(ids).count == ids.count, "each loss may be there once, found \(ids.joined(separator: ", "))")
    for term in translation.terms {
      try require(
        "terms", term.weight.isFinite && term.weight >= 0, "the weight of '\(term.loss.id)' must be 0 or more")
      for need in TranslationLoss.Need.allCases
      where term.loss.needs.contains(need) && !translation.has(need, for: self) {
        throw .value("translation.terms", reason: "'\(term.loss.id)' needs \(need.words)")
      }
    }
    let names = networks.map(\.name)
    try require("networks", Set(names).count == names.count, "two networks have the same name")
    if let backward = translation.backward {
      try check(backward.generator, image, { $0 == input }, input)
      try check(backward.discriminator, input, { $0.isLogits }, [1])
    }
    try translation.contrast?.validate(generator)
  }
}

extension Shape {
  /// Whether it is that of a discriminator's answer to an image: one logit, or a map of logits.
  var isLogits: Bool { channels == 1 && (rank == 1 || rank == 3) }
}

extension Translation {
  fileprivate func has(_ need: TranslationLoss.Need, for model: ModelDefinition) -> Bool {
    switch need {
    case .targets: isPaired
    case .backward: backward != nil
    case .contrast: contrast != nil
    case .sameShape: inputShape == model.imageShape
    }
  }
}

extension TranslationLoss.Need {
  fileprivate var words: String {
    switch self {
    case .targets: "pairs of inputs and targets"
    case .backward: "the networks of the way back ('backward')"
    case .contrast: "'contrast'"
    case .sameShape: "inputs with as many channels as the images"
    }
  }
}

extension PatchContrast {
  fileprivate func validate(_ generator: Network) throws(ModelError) {
    func require(_ name: String, _ isTrue: Bool, _ reason: @autoclosure () -> String) throws(ModelError) {
      guard isTrue else { throw .value("translation.contrast.\(name)", reason: reason()) }
    }
    try require("patches", (2...4096).contains(patches), "must be from 2 to 4,096, and is \(patches)")
    try require(
      "temperature", temperature.isFinite && temperature >= 0.001, "must be at least 0.001, and is \(temperature)")
    try require(
      "layers", !layers.isEmpty && layers.allSatisfy { (0..<generator.layers.count).contains($0) },
      "must be from 0 to \(generator.layers.count - 1), the layers before the generator's last, and are \(layers)")
    try require(
      "projections", projections.count == layers.count,
      "there must be one for each of the \(layers.count) layers, and are \(projections.count)")
    for (count, projection) in zip(layers, projections) {
      let (features, vectors): (Shape, Shape)
      do throws(LayerError) {
        (features, vectors) = (try generator.prefix(count).outputShape(), try projection.outputShape())
      } catch {
        throw .network(projection.name, reason: error.description)
      }
      try require("layers", features.rank == 3, "behind \(count) layers the generator gives no image, but \(features)")
      guard projection.inputShape == [features.channels] else {
        throw .shape(
          network: projection.name, what: "input", found: projection.inputShape, expected: [features.channels])
      }
      try require("projections", vectors.rank == 1, "'\(projection.name)' must give vectors")
    }
  }
}

extension Network {
  /// Its first layers, with the same parameters.
  func prefix(_ count: Int) -> Network {
    var part = self
    part.layers = Array(layers.prefix(count))
    return part
  }
}
