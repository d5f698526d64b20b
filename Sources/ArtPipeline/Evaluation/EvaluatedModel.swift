import ArtEvaluation
import ArtFiles
import ArtGAN
import ArtGraph
import ArtNN
import ArtMedia
import ArtTensor

/// A model that is evaluated, with what it makes its images of: latent points, or the inputs that it translates.
protocol EvaluatedModel {
  /// How many images it makes.
  var count: Int { get }
  /// What one of them is called in progress: `sample`.
  var unit: String { get }
  /// What its programs are called in the profile, and what they were compiled to.
  var programs: (name: String, plans: [PlanDescription]) { get }

  /// Makes the images.
  ///
  /// - Parameters:
  ///   - check: called before each image is kept; it throws to stop.
  ///   - advance: gets the number of images done.
  func images(check: () throws -> Void, advance: (_ done: Int) -> Void) throws -> ImageSet

  /// Makes a few, for the time that it takes.
  ///
  /// - Returns: how many.
  func makeSome() throws -> Int
}

extension EvaluatedModel {
  /// What it takes to make an image; what is made first touches the memory.
  func secondsPerImage() throws -> Double {
    _ = try makeSome()
    let start = TrainingClock.seconds()
    let count = try makeSome()
    return (TrainingClock.seconds() - start) / Double(count)
  }
}

/// A model from noise, and its latent points.
struct SampledModel: EvaluatedModel {
  let sampler: Sampler
  let points: ModelPoints

  var count: Int { points.count }
  var unit: String { "sample" }
  var programs: (name: String, plans: [PlanDescription]) { ("sampling", [sampler.plan]) }

  func images(check: () throws -> Void, advance: (_ done: Int) -> Void) throws -> ImageSet {
    let shape = sampler.definition.imageShape
    var pixels: [UInt8] = []
    pixels.reserveCapacity(points.count * shape.count)
    try sampler.forEach(points) { number, image in
      try check()
      pixels += image.premultiplied().pixels
      advance(number + 1)
    }
    return try ImageSet(height: shape[0], width: shape[1], channels: shape[2], pixels: pixels)
  }

  func makeSome() throws -> Int {
    let count = min(sampler.batchSize, points.count)
    try sampler.forEach(points.prefix(count)) { _, _ in }
    return count
  }
}

/// A model that translates, and its inputs.
struct TranslatingModel: EvaluatedModel {
  private let translator: Translator
  private let inputs: ImageSet
  /// What the results are compared with.
  private let targets: ImageSet

  /// - Parameter translator: a translator of the inputs' size.
  init(_ translator: Translator, _ images: TranslationImages) {
    self.translator = translator
    (inputs, targets) = (images.inputs, images.targets)
  }

  var count: Int { inputs.count }
  var unit: String { "translated image" }
  var programs: (name: String, plans: [PlanDescription]) { ("translate", translator.plans) }

  /// Translates an input.
  func image(_ index: Int) throws -> PixelImage { try translator.translate(shown: inputs.image(index), on: .white) }

  func images(check: () throws -> Void, advance: (_ done: Int) -> Void) throws -> ImageSet {
    var made: [PixelImage] = []
    for index in 0..<count {
      try check()
      made.append(try image(index))
      advance(index + 1)
    }
    return try ImageSet(made).brought(toFormOf: targets)
  }

  func makeSome() throws -> Int {
    _ = try image(0)
    return 1
  }
}

extension EvaluationImages {
  /// The images of a document to evaluate a model with.
  ///
  /// - Parameters:
  ///   - context: has the document's images.
  ///   - model: the model.
  ///   - most: the most images to compare with.
  ///   - asked: how many images the model is asked for; nil for as many as there are to compare with.
  ///   - metrics: all that may be measured.
  init(
    _ context: StageContext, _ model: ModelDefinition, most: Int, asked: Int?, _ metrics: MetricRegistry
  ) throws {
    if model.translation != nil {
      self.init(try TranslationImages(context, model, most: most, asked: asked))
    } else {
      let real = try RealImages(context, shape: model.imageShape, most: most)
      self.init(real, most: most, asked: asked, fewest: metrics.minimumImages)
    }
  }

  /// `[height, width, channels]`.
  var shape: Shape { [reference.height, reference.width, reference.channels] }

  /// A model to evaluate with these images.
  ///
  /// - Parameters:
  ///   - points: of a model from noise, as many as there are ``samples``.
  ///   - sampler: makes a sampler of it.
  ///   - translator: makes a translator of a model that translates, for images of a size.
  func evaluated(
    points: @autoclosure () -> ModelPoints, sampler: () throws -> Sampler, translator: (Size2D) throws -> Translator
  ) throws -> any EvaluatedModel {
    if let translations {
      let inputs = translations.inputs
      return TranslatingModel(try translator(Size2D(inputs.height, inputs.width)), translations)
    }
    return SampledModel(sampler: try sampler(), points: points())
  }
}
