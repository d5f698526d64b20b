import ArtData
import ArtEvaluation
import ArtFiles
import ArtGAN
import ArtSettings
import ArtTensor

extension RealImages {
  /// The real images of a document.
  ///
  /// - Parameters:
  ///   - context: has the document's images.
  ///   - shape: the shape of the images that the model makes.
  ///   - most: the most images to compare with.
  init(_ context: StageContext, shape: Shape, most: Int) throws {
    let images = try context.inputs.dataset()
    let form = ImageForm(shape)
    try self.init(
      images.dataset(form), validation: images.specification.validation,
      reference: context.inputs.reference.map { try $0.dataset(form) }, most: most, seed: context.seed)
  }

}

extension EvaluationImages {
  /// What the metrics follow from, for the manifest.
  static func fingerprint(_ inputs: StageInputs, _ model: ModelDefinition) throws -> [String: SettingValue] {
    var values: [String: SettingValue] = [:]
    for (key, loader) in [("images", inputs.images), ("reference", inputs.reference)] {
      values[key] = try loader?.fingerprint(ImageForm(model))
    }
    return values
  }
}
