import ArtEvaluation
import ArtGAN
import ArtMedia
import ArtNN
import ArtTensor

/// Inputs that a model translates again and again while it learns.
struct GrowthInputs: GrowthSubject {
  /// All of one size.
  private struct Images: Sendable {
    let inputs: [PixelImage]
    /// What each is to become; none where that is not known, or not shown.
    let targets: [PixelImage]
  }

  private let images: Lazy<Images, any Error>
  private let isCompared: Bool
  /// Those of what is made.
  private let channels: Int

  /// - Parameters:
  ///   - most: The most inputs, where they are not a person's own.
  ///   - size: The size of a person's own; nil for that of the first.
  init(
    _ settings: GrowthInputSettings, most: Int, size: Size2D?, _ model: ModelDefinition, _ context: StageContext
  ) {
    (isCompared, channels) = (settings.isCompared, model.imageShape.channels)
    images = Lazy {
      if let own = settings.own { return try Self.own(own, size ?? settings.size, model, context) }
      return try Self.ofProgressSheets(most, isCompared: settings.isCompared, model, context)
    }
  }

  private static func own(
    _ images: OwnImages, _ size: Size2D?, _ model: ModelDefinition, _ context: StageContext
  ) throws -> Images {
    images.tellUnused(context.observer)
    let channels = model.generatorInputShape.channels
    return Images(
      inputs: try images.files.map { file in
        try context.stop.check()
        let image = try images.decoded(file)
        let size = size ?? Size2D(image.height, image.width)
        return try images.fitted(image, to: [size.height, size.width, channels])
      }, targets: [])
  }

  /// The first that a progress sheet of the training shows, in their order.
  private static func ofProgressSheets(
    _ most: Int, isCompared: Bool, _ model: ModelDefinition, _ context: StageContext
  ) throws -> Images {
    let images = try TranslationImages(context, model, most: most)
    if images.source == .training {
      context.observer(.note("growth shows images that the model trains on: no others are held out"))
    }
    let targets = isCompared && images.isPaired ? images.targets : nil
    return Images(
      inputs: try (0..<images.inputs.count).map(images.inputs.image),
      targets: try targets.map { targets in try (0..<targets.count).map(targets.image) } ?? [])
  }

  var trackCount: Int { (try? images.value())?.inputs.count ?? 0 }

  func prepare(_ check: () throws -> Void) throws {
    try check()
    _ = try images.value()
  }

  func imageShape() throws -> Shape {
    let images = try images.value()
    guard let first = images.inputs.first else { throw PipelineError(.fault, "there is no image to translate") }
    let columns = isCompared ? TranslationSheet.columns(isPaired: !images.targets.isEmpty) : 1
    return [first.height, first.width * columns, channels]
  }

  func drawing(_ checkpoint: Checkpoint, by execution: Execution) throws -> any GrowthDrawing {
    let images = try images.value()
    let size = images.inputs.first.map { Size2D($0.height, $0.width) }
    let translator = try Translator(checkpoint, size: size, device: execution.device)
    for plan in translator.plans { execution.programs.add("translate", plan) }
    return Drawing(images, isCompared: isCompared, translator)
  }

  private final class Drawing: GrowthDrawing {
    private let images: Images
    private let isCompared: Bool
    private let translator: Translator
    /// What is made with the weights that were taken last, as far as it was asked for: frames that rest cost nothing.
    private var made: [PixelImage] = []

    init(_ images: Images, isCompared: Bool, _ translator: Translator) {
      (self.images, self.isCompared, self.translator) = (images, isCompared, translator)
    }

    func take(_ from: Checkpoint, _ to: Checkpoint, share: Double) throws {
      made = []
      try translator.take(from, to, share: share)
    }

    func draw(_ frame: Int, _ body: (PixelImage) throws -> Void) throws {
      for index in images.inputs.indices {
        if index == made.count { made.append(try image(index)) }
        try body(made[index])
      }
    }

    private func image(_ index: Int) throws -> PixelImage {
      let input = images.inputs[index]
      let translated = try translator.translate(shown: input, on: .white)
      guard isCompared else { return translated }
      let row = [input, translated] + (images.targets.isEmpty ? [] : [images.targets[index]])
      return try Sheet(columns: row.count, padding: 0, scale: 1).render(
        row.map { try $0.converted(toChannels: translator.channels) })
    }
  }
}
