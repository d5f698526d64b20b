import ArtNN
public import ArtSettings
import ArtTensor

/// What stands in a model file.
struct ModelFileContent {
  let summary: String
  let documentation: String
  let dataset: String
  let definition: ModelDefinition

  static let usualDataset = "strokes"

  /// Reads the settings of a file, and lists them; see `SettingsReader`.
  init(_ settings: SettingsReader) {
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
    let shape = settings.imageShape(size: 28, channels: 1)
    let translation = settings.optionalNested(
      "translation", "What makes it a model that translates images; left out in one that makes images from noise."
    ) { TranslationContent($0) }
    let isLatent = translation == nil || settings.isDescribing
    let latent = isLatent ? settings.latentSpace(size: 100) : LatentSpace(size: 0)
    let pixelRange = settings.choice(
      "pixelRange", default: PixelRange.signed,
      "The generator's scale: from -1 to 1 (signed), for one that ends in tanh, or from 0 to 1 (unit), in sigmoid.")
    let generator = settings.layers(
      "generator", "The generator's layers, from latent points, or from images where it translates, to images.")
    let discriminator = settings.layers(
      "discriminator", "The discriminator's layers, from images to one logit or a map of logits.")
    let recipe = settings.nested("recipe", "How the model is trained where a document says nothing else.") {
      TrainingRecipe(reading: $0, defaults: .dcgan)
    }
    let input: Shape = translation.map { [shape[0], shape[1], $0.inputChannels] } ?? [latent.size]
    let network = Network(name: "generator", inputShape: input, generator)
    var definition = ModelDefinition(
      id: id, imageShape: shape, latent: latent, pixelRange: pixelRange, generator: network,
      discriminator: Network(name: "discriminator", inputShape: shape, discriminator), recipe: recipe)
    do throws(LayerError) {
      definition.translation = try translation?.translation(of: shape, generator: network)
      definition.discriminator.inputShape = definition.discriminatorInputShape
    } catch {
      settings.problem(at: "translation", .conflict, "\(error)")
    }
    self.definition = definition
  }

  /// - Throws: `Problems`: all mistakes of the file, each with its place.
  init(readingFrom file: String, _ components: ModelComponents) throws(Problems) {
    let value = try SettingValue.read(file: file)
    let log = ProblemLog()
    var environment = SettingsEnvironment()
    components.add(to: &environment)
    let settings = SettingsReader(value, environment: environment, log: log)
    self.init(settings)
    settings.finish()
    try log.check()
    Self.check(definition.generator, gives: { $0 == definition.imageShape }, definition.imageShape, value, log)
    Self.check(definition.discriminator, gives: \.isLogits, [1], value, log)
    try log.check()
    do {
      try definition.validate()
    } catch {
      throw Problems([Problem(.conflict, error.description, at: value.location)])
    }
    for (network, words) in [("generator", definition.outputProblem), ("discriminator", definition.logitProblem)] {
      guard let words else { continue }
      let layers = value[network]
      throw Problems([
        Problem(.conflict, words, at: layers?.array?.last?.location ?? layers?.location, path: network)
      ])
    }
  }

  /// Finds the layer that does not fit.
  private static func check(
    _ network: Network, gives isAllowed: (Shape) -> Bool, _ expected: Shape, _ file: SettingValue, _ log: ProblemLog
  ) {
    let layers = file[network.name]?.array ?? []
    do throws(LayerError) {
      let output = try network.outputShape()
      try network.check()
      if isAllowed(output) { return }
      log.add(
        Problem(
          .conflict,
          "the \(network.name) ends in shape \(output), but \(expected) is needed"
            + (expected.rank == 3 ? ": the images' height, width and channels, by 'size' and 'color'" : ": a logit"),
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

extension ModelFile {
  /// The JSON schema of model files with these components, by which editors check and complete them.
  public static func schema(_ components: ModelComponents = .standard) -> SettingValue {
    var schema: SettingValue = [
      "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A model of artpipe",
      "description": "Two networks, layer by layer, and how they are trained: NAME.artmodel.json.",
    ]
    var environment = SettingsEnvironment()
    components.add(to: &environment)
    let settings = SettingsReader.describe(in: environment) { _ = ModelFileContent($0) }
    for member in JSONSchema.object(settings).members ?? [] { schema[member.key] = member.value }
    var definitions: SettingValue = [:]
    for part in components.layers.schemas { definitions[part.name] = part.schema }
    schema["$defs"] = definitions
    return JSONSchema.sharing(schema)
  }
}
