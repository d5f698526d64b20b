public import ArtNN
public import ArtTensor

/// Everything there is to know about a model but its weights: two networks as data and how they learn.
///
/// Every model, whatever plugin or file it comes from, is one of these; a checkpoint carries it along.
public struct ModelDefinition: Codable, Hashable, Sendable {
  /// The plugin's name, as in documents: `dcgan-mnist`.
  public var id: String
  /// The pictures that the generator makes and the discriminator looks at: `[height, width, channels]`.
  public var pictureShape: Shape
  public var latent: LatentSpace
  /// The scale on which both networks see pictures.
  public var pixelRange: PixelRange
  /// From latent points `[batch, latent.size]` to pictures `[batch, height, width, channels]`.
  public var generator: Network
  /// From pictures `[batch, height, width, channels]` to logits `[batch, 1]`.
  public var discriminator: Network
  public var recipe: TrainingRecipe
  /// How the model learns classes, and which; `nil` where it learns pictures without.
  public var conditioning: ClassConditioning?
  /// What a reader of the definition should know, a sentence each.
  public var notes: [String]

  public init(
    id: String, pictureShape: Shape, latent: LatentSpace, pixelRange: PixelRange, generator: Network,
    discriminator: Network, recipe: TrainingRecipe, conditioning: ClassConditioning? = nil, notes: [String] = []
  ) {
    self.id = id
    self.pictureShape = pictureShape
    self.latent = latent
    self.pixelRange = pixelRange
    self.generator = generator
    self.discriminator = discriminator
    self.recipe = recipe
    self.conditioning = conditioning
    self.notes = notes
  }
}
