public import ArtSettings

extension ModelDefinition {
  /// The model of TensorFlow's DCGAN tutorial, for a plugin of its own name and colours.
  ///
  /// - Parameters:
  ///   - id: the plugin's name.
  ///   - channels: 1 for grey images, 3 for colour, where the document does not say.
  ///   - settings: the model's settings, as the document gives them.
  public static func dcgan(id: String, channels: Int, reading settings: SettingsReader) -> ModelDefinition {
    let shape = settings.imageShape(size: 28, channels: channels, multipleOf: 4)
    let latent = settings.latentSpace(size: 100)
    let generator = DCGANGenerator(reading: settings)
    let discriminator = DCGANDiscriminator(reading: settings)
    return ModelDefinition(
      id: id, imageShape: shape, latent: latent, pixelRange: generator.output.pixelRange,
      generator: generator.network(latentSize: latent.size, imageShape: shape),
      discriminator: discriminator.network(imageShape: shape), recipe: .dcgan, notes: generator.output.notes)
  }
}
