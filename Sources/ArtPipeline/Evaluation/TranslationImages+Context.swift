import ArtData
import ArtEvaluation
import ArtGAN
import ArtTensor

extension TranslationImages {
  /// The images of a document to evaluate a model with that translates images. Inputs and targets come from the document's
  /// `reference`; else from the part of its images that is held out; else from those that it trains on.
  ///
  /// - Parameters:
  ///   - context: has the document's images.
  ///   - model: the model that translates.
  ///   - most: the most inputs, and the most targets.
  ///   - asked: how many inputs are asked for.
  /// - Throws: ``PipelineError`` where there is nothing to translate.
  init(_ context: StageContext, _ model: ModelDefinition, most: Int, asked: Int? = nil) throws {
    let images = try context.inputs.dataset()
    let form = ImageForm(model)
    let dataset = try images.dataset(form)
    let targets = try ImageSet(dataset)
    let split = dataset.split(validation: images.specification.validation, seed: context.seed)
    let training = (name: dataset.name, targets: targets.gathering(split.training))
    func make(
      _ sides: Sides, _ source: RealImages.Source, _ name: String, isPaired: Bool
    ) throws -> TranslationImages {
      try TranslationImages(
        sides, isPaired: isPaired, training: training, source: source, name: name, most: most, asked: asked,
        seed: context.seed)
    }
    func inputs(_ dataset: Dataset) throws -> (images: ImageSet, isPaired: Bool)? {
      try dataset.inputs.map { inputs in
        (
          try ImageSet(
            height: inputs.height, width: inputs.width, channels: inputs.channels, pixels: inputs.pixels),
          inputs.isPaired
        )
      }
    }
    let own = try inputs(dataset)
    let others = try context.inputs.reference?.dataset(form)
    if let others, let theirs = try inputs(others) {
      let sides = Sides(inputs: theirs.images, targets: try ImageSet(others))
      self = try make(sides, .reference, others.name, isPaired: theirs.isPaired)
      return
    }
    guard let own else { throw Self.nothingToTranslate(dataset.name) }
    let held = (inputs: split.validationInputs, targets: split.validation)
    // Of a set of one image nothing can be held out.
    let heldInputs = held.inputs.isEmpty ? own.images : own.images.gathering(held.inputs)
    if let others {
      self = try make(
        Sides(inputs: heldInputs, targets: try ImageSet(others)), .reference, others.name, isPaired: false)
    } else if !held.targets.isEmpty {
      self = try make(
        Sides(inputs: heldInputs, targets: targets.gathering(held.targets)), .validation,
        "the part of \(dataset.name) that this document holds out", isPaired: own.isPaired)
    } else {
      self = try make(
        Sides(inputs: own.images, targets: targets), .training, dataset.name, isPaired: own.isPaired)
    }
  }

  private static func nothingToTranslate(_ name: String) -> PipelineError {
    PipelineError(
      .data,
      "the model translates images, but \(name) has no inputs; use 'pairs' or 'unpaired', or let "
        + "'make' of the data set make them")
  }
}
