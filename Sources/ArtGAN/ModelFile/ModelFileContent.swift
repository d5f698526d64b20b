import ArtNN
import ArtSettings
import ArtTensor

/// What stands in a model file, checked.
struct ModelFileContent {
  let summary: String
  let documentation: String
  let dataset: String
  let definition: ModelDefinition

  static let usualDataset = "strokes"

  /// - Throws: `Problems`: all mistakes of the file, each with its place.
  init(readingFrom file: String) throws(Problems) {
    let value = try SettingValue.read(file: file)
    let log = ProblemLog()
    let settings = SettingsReader(value, log: log)
    _ = settings.optionalString("$schema", "The schema that editors check the file against.")
    let id = settings.requiredString("id", "The model's name in documents: small letters, digits and hyphens.")
    if !id.isEmpty, !ModelRegistry.isUsable(id) {
      let expected = "small letters, digits and hyphens, a letter first"
      settings.problem(at: "id", .outOfRange, "expected \(expected), found '\(id)'")
    }
    summary = settings.requiredString("summary", "One line for a list of models.")
    documentation = settings.string("documentation", default: "A model of layers in a file.", "What the model is.")
    dataset = settings.string(
      "defaultDataset", default: Self.usualDataset, "What to learn from where a document names nothing.")
    let shape = settings.pictureShape(size: 28, channels: 1)
    let latent = settings.latentSpace(size: 100)
    let pixelRange = settings.choice(
      "pixelRange", default: PixelRange.signed,
      "The generator's scale: from -1 to 1 (signed), for one that ends in tanh, or from 0 to 1 (unit), in sigmoid.")
    func network(_ name: String, _ input: Shape, _ help: String) -> Network {
      let layers = settings.value(name, help)
      if layers == nil { settings.problem(at: nil, .missing, "the key '\(name)' is missing") }
      return Network(name: name, inputShape: input, layers.map { LayerList.read($0, path: name, log) } ?? [])
    }
    let generator = network("generator", [latent.size], "The generator's layers, from latent points to pictures.")
    let discriminator = network("discriminator", shape, "The discriminator's layers, from pictures to one logit.")
    let recipe = settings.nested("recipe", "How the model is trained where a document says nothing else.") {
      TrainingRecipe(reading: $0, defaults: .dcgan)
    }
    settings.finish()
    try log.check()
    definition = ModelDefinition(
      id: id, pictureShape: shape, latent: latent, pixelRange: pixelRange, generator: generator,
      discriminator: discriminator, recipe: recipe)
    Self.check(generator, gives: shape, value, log)
    Self.check(discriminator, gives: [1], value, log)
    try log.check()
    do {
      try definition.validate()
    } catch {
      throw Problems([Problem(.conflict, error.description, at: value.location)])
    }
  }

  /// Finds the layer that does not fit.
  private static func check(_ network: Network, gives expected: Shape, _ file: SettingValue, _ log: ProblemLog) {
    let layers = file[network.name]?.array ?? []
    do throws(LayerError) {
      let output = try network.outputShape()
      guard output != expected else { return }
      log.add(
        Problem(
          .conflict, "the \(network.name) ends in shape \(output), but \(expected) is needed",
          at: layers.last?.location ?? file[network.name]?.location, path: network.name))
    } catch {
      // `generator.layers.3…`: the number of the layer in the list.
      let words = error.path.split(separator: ".")
      let index = words.count > 2 ? Int(words[2]) : nil
      let layer = index.flatMap { layers.indices.contains($0) ? layers[$0] : nil }
      log.add(
        Problem(
          .conflict, "\(error.layer): \(error.message)", at: layer?.location ?? file[network.name]?.location,
          path: index.map { "\(network.name)[\($0)]" } ?? network.name))
    }
  }
}
