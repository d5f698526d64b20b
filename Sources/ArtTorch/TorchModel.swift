public import ArtGAN
import ArtNN
import ArtTensor

/// Models that PyTorch trained.
public enum TorchModel {
  /// Reads a model from state_dicts.
  ///
  /// - Parameters:
  ///   - files: Safetensors files, or files of torch.save since PyTorch 1.6, whose pickle is read and not run: a generator, or
  ///     a generator and a discriminator in any order, in one file or two.
  ///   - id: The name of a model whose layers the files tell.
  ///   - model: The model whose layers the tensors belong to; nil for a DCGAN in the form of pytorch/examples.
  /// - Throws: `ImportError`, or the error of a file that cannot be read.
  public static func read(_ files: [String], id: String, model: ModelDefinition?) throws -> ImportedModel {
    let dicts = try files.flatMap { try StateDict.all(inFile: $0) }
    if let model { return try fitted(dicts, to: model) }
    return try dcgan(dicts, id: id)
  }

  // MARK: pytorch/examples' DCGAN

  private static func dcgan(_ dicts: [StateDict], id: String) throws -> ImportedModel {
    var generator: (network: Network, source: StateDict)?
    var discriminator: (network: Network, source: StateDict)?
    var weights: [String: Tensor] = [:]
    for dict in dicts {
      let modules = try dict.modules()
      guard let found = DCGANForm.network(modules) else { throw unknown(dict, modules) }
      let known: StateDict?
      switch found {
      case .generator(let network): (known, generator) = (generator?.source, (network, dict))
      case .discriminator(let network): (known, discriminator) = (discriminator?.source, (network, dict))
      }
      if let known {
        throw dict.error("holds a second \(found.network.name), besides that of \(known.file): give one of each")
      }
      weights.merge(try WeightMapping(network: found.network, source: dict).weights(from: modules)) { $1 }
    }
    guard let generator else {
      throw ImportError(
        file: dicts.first?.file ?? "",
        "holds a discriminator, and no generator, which images are made with: give its file too")
    }
    let shape = try generator.network.outputShape()
    if let discriminator, discriminator.network.inputShape != shape {
      throw discriminator.source.error(
        "holds a discriminator of images \(discriminator.network.inputShape), and the generator makes images \(shape): give "
          + "files of one training")
    }
    let judge =
      discriminator?.network
      ?? DCGANForm.discriminator(
        imageShape: shape, convolutions: generator.network.layers.count(where: { $0 is Conv2DTranspose }))
    let definition = ModelDefinition(
      id: id, imageShape: shape, latent: LatentSpace(size: generator.network.inputShape[0]), pixelRange: .signed,
      generator: generator.network, discriminator: judge, recipe: DCGANForm.recipe)
    try checked(definition, dicts[0])
    return ImportedModel(definition: definition, weights: weights)
  }

  private static func unknown(_ dict: StateDict, _ modules: [TorchModule]) -> ImportError {
    let shown = modules.prefix(12).map(\.summary).joined(separator: ", ") + (modules.count > 12 ? ", …" : "")
    return dict.error(
      "is no DCGAN in the form of pytorch/examples, whose generator has transposed convolutions of 4×4 with batch "
        + "normalisation behind all but the last, and whose discriminator has convolutions of 4×4 with batch normalisation "
        + "behind all but the first and last; found \(shown); for another network write its layers into a model file, and name "
        + "it: --plugin-path NAME.artmodel.json --model NAME")
  }

  private static func checked(_ model: ModelDefinition, _ dict: StateDict) throws {
    do throws(ModelError) {
      try model.validate()
    } catch {
      throw dict.error("makes no model: \(error)")
    }
  }

  // MARK: Models that are known

  private static func fitted(_ dicts: [StateDict], to model: ModelDefinition) throws -> ImportedModel {
    let networks = model.networks
    var weights: [String: Tensor] = [:]
    guard dicts.count <= networks.count else {
      throw dicts[networks.count].error(
        "is one network too many: '\(model.id)' has \(networks.map(\.name).joined(separator: ", "))")
    }
    // The generator's file comes first, whatever the networks look like.
    for (dict, network) in zip(dicts, networks) {
      weights.merge(try WeightMapping(network: network, source: dict).weights(from: dict.modules())) { $1 }
    }
    return ImportedModel(definition: model, weights: weights)
  }
}
