import ArtNN
import ArtSettings
import ArtTensor

extension ModelFile {
  /// A model as a model file has it: a file with this text gives the same model.
  ///
  /// - Parameters:
  ///   - model: One that makes images from noise, and learns no classes: these are put into the networks when the images are
  ///     known.
  ///   - summary: One line for a list of models.
  ///   - documentation: What the model is.
  /// - Throws: an error of the encoding of a layer.
  public static func text(
    of model: ModelDefinition, summary: String, documentation: String
  ) throws -> String {
    let shape = model.imageShape
    var file: SettingValue = [
      "id": SettingValue(model.id), "summary": SettingValue(summary), "documentation": SettingValue(documentation),
      "size": SettingValue(shape[1]),
    ]
    if shape[0] != shape[1] { file["height"] = SettingValue(shape[0]) }
    file["color"] = SettingValue([1: "grey", 4: "rgba"][shape.channels] ?? "rgb")
    file["latentSize"] = SettingValue(model.latent.size)
    file["latentDistribution"] = SettingValue(model.latent.distribution.rawValue)
    file["pixelRange"] = SettingValue(model.pixelRange.rawValue)
    file["generator"] = try layers(model.generator)
    file["discriminator"] = try layers(model.discriminator)
    file["recipe"] = try model.recipe.document()
    return file.prettyJSON
  }

  private static func layers(_ network: Network) throws -> SettingValue {
    let layers = try SettingValue(encoding: network)["layers"]?.array ?? []
    // What a layer is comes first.
    return SettingValue(
      layers.map { layer in
        let members = layer.members ?? []
        return SettingValue(.object(members.filter { $0.key == "kind" } + members.filter { $0.key != "kind" }))
      })
  }

  /// The name that a file's model has, from the file's own: small letters, digits and hyphens.
  public static func modelName(ofFile file: String) -> String { name(ofFile: file) }
}
