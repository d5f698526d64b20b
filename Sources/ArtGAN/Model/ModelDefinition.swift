public import ArtNN
public import ArtTensor
public import FoundationEssentials

/// Everything there is to know about a model but its weights: two networks as data and how they learn.
///
/// Every model, whatever plugin or file it comes from, is one of these; a checkpoint carries it along.
public struct ModelDefinition: Encodable, Hashable, Sendable {
  /// The plugin's name, as in documents: `dcgan-mnist`.
  public var id: String
  /// The images that the generator makes and the discriminator looks at: `[height, width, channels]`.
  public var imageShape: Shape
  public var latent: LatentSpace
  /// The scale on which both networks see images.
  public var pixelRange: PixelRange
  /// From latent points `[batch, latent.size]`, or from images, to images `[batch, height, width, channels]`.
  public var generator: Network
  /// From images `[batch, height, width, channels]` to logits: `[batch, 1]`, or maps of logits
  /// `[batch, rows, columns, 1]`, each of a patch.
  public var discriminator: Network
  public var recipe: TrainingRecipe
  /// How the model learns classes, and which; `nil` where it learns images without.
  public var conditioning: ClassConditioning?
  /// What the model does as one that translates images; `nil` where it makes them from noise. Its latent space has size 0
  /// then.
  public var translation: Translation?
  /// What a reader of the definition should know, a sentence each.
  public var notes: [String]

  public init(
    id: String, imageShape: Shape, latent: LatentSpace, pixelRange: PixelRange, generator: Network,
    discriminator: Network, recipe: TrainingRecipe, conditioning: ClassConditioning? = nil,
    translation: Translation? = nil, notes: [String] = []
  ) {
    self.id = id
    self.imageShape = imageShape
    self.latent = latent
    self.pixelRange = pixelRange
    self.generator = generator
    self.discriminator = discriminator
    self.recipe = recipe
    self.conditioning = conditioning
    self.translation = translation
    self.notes = notes
  }
}

/// Read with the layers and losses that the program knows.
extension ModelDefinition: DecodableWithConfiguration {
  public init(from decoder: any Decoder, configuration components: ModelComponents) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      id: try container.decode(String.self, forKey: .id),
      imageShape: try container.decode(Shape.self, forKey: .imageShape),
      latent: try container.decode(LatentSpace.self, forKey: .latent),
      pixelRange: try container.decode(PixelRange.self, forKey: .pixelRange),
      generator: try container.decode(Network.self, forKey: .generator, configuration: components.layers),
      discriminator: try container.decode(Network.self, forKey: .discriminator, configuration: components.layers),
      recipe: try container.decode(TrainingRecipe.self, forKey: .recipe, configuration: components.losses),
      conditioning: try container.decodeIfPresent(ClassConditioning.self, forKey: .conditioning),
      translation: try container.decodeIfPresent(Translation.self, forKey: .translation, configuration: components),
      notes: try container.decode([String].self, forKey: .notes))
  }
}

extension ModelDefinition {
  /// Whether the generator draws images as functions of the place, so that ``CanvasSampler`` can make them in any size.
  public var drawsAnySize: Bool { generator.drawsAnySize }
}
