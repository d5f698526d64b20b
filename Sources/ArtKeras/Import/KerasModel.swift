public import ArtGAN
import ArtNN
import ArtTensor

/// Models that Keras trained.
public enum KerasModel {
  /// Reads a model from files of Keras: chains of its layers, as the generators and discriminators of its tutorials are.
  ///
  /// - Parameters:
  ///   - files: `.keras` files, whole models in HDF5 of Keras 2, or weights in HDF5: a generator, or a generator and a
  ///     discriminator in any order, in one file or two.
  ///   - id: The name of a model whose layers the files tell.
  ///   - model: The model whose layers the weights belong to; nil where the files say which layers there are.
  /// - Throws: ``ImportError``, or the error of a file that cannot be read.
  public static func read(_ files: [String], id: String, model: ModelDefinition?) throws -> ImportedModel {
    let opened = try files.map { try KerasFile($0) }
    if let model { return try fitted(opened, to: model) }
    let parts = try opened.flatMap { file -> [KerasPart] in
      guard let model = file.model else {
        throw ImportError(
          file: file.path,
          "holds weights, and not which layers they are of: give the model's file (model.save('NAME.keras')), or put the text "
            + "of model.to_json() beside it under the same name with the ending .json, or name a model with these layers: "
            + "--model")
      }
      return try KerasNetwork.networks(of: model, file: file.path).map { try KerasPart($0, file.weights) }
    }
    return try joined(parts, id: id)
  }

  private static func joined(_ parts: [KerasPart], id: String) throws -> ImportedModel {
    func only(_ role: KerasPart.Role, _ name: String) throws(ImportError) -> KerasPart? {
      let found = parts.filter { $0.role == role }
      if found.count > 1 {
        throw ImportError(
          file: found[1].file, "holds a second \(name), besides that of \(found[0].file): give one of each")
      }
      return found.first
    }
    let judge = try only(.discriminator, "discriminator")
    guard let generator = try only(.generator, "generator") else {
      throw ImportError(
        file: parts.first?.file ?? "",
        "holds a discriminator, and no generator, which images are made with: give its file too")
    }
    let shape = try generator.network.outputShape()
    var discriminator = judge?.network ?? usualDiscriminator(of: generator.network, shape)
    if let judge {
      // One that takes vectors takes those of the generator's images.
      if discriminator.inputShape.rank == 1, discriminator.inputShape[0] == shape.count {
        discriminator.inputShape = shape
      }
      guard discriminator.inputShape == shape else {
        throw ImportError(
          file: judge.file,
          "holds a discriminator of samples \(discriminator.inputShape), and the generator makes images \(shape): give files "
            + "of one training")
      }
    }
    let usesSigmoid = generator.network.outputRange?.range == 0...1
    let definition = ModelDefinition(
      id: id, imageShape: shape, latent: LatentSpace(size: generator.network.inputShape.count),
      pixelRange: usesSigmoid ? .unit : .signed, generator: generator.network, discriminator: discriminator,
      recipe: hasConvolutions(generator.network) ? .dcgan : .mlp,
      notes: generator.notes + (judge?.notes ?? []))
    do throws(ModelError) {
      try definition.validate()
    } catch {
      throw ImportError(file: parts[0].file, "makes no model: \(error)")
    }
    return ImportedModel(definition: definition, weights: generator.weights.merging(judge?.weights ?? [:]) { $1 })
  }

  private static func hasConvolutions(_ network: Network) -> Bool {
    network.layers.contains { $0 is Conv2D || $0 is Conv2DTranspose }
  }

  /// For a generator that comes alone.
  private static func usualDiscriminator(of generator: Network, _ shape: Shape) -> Network {
    hasConvolutions(generator)
      ? DCGANDiscriminator().network(imageShape: shape) : MLPDiscriminator.small.network(imageShape: shape)
  }
}
