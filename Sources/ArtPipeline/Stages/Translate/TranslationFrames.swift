import ArtFiles
import ArtGAN
import ArtMedia
import ArtNN
import ArtSettings
import ArtTensor

/// One image, translated again and again while strength and weights change over time.
struct TranslationFrames: ImageSource {
  let stage: TranslateStage
  let models: TranslatingModels
  let image: PixelImage
  let count: Int
  let observer: PipelineObserver

  var trackCount: Int { 1 }

  func imageShape() throws -> Shape {
    let definition = try models.first.checkpoint().definition
    let made = stage.direction == .forward ? definition.imageShape : definition.generatorInputShape
    return [image.height, image.width, image.hasAlpha ? 4 : made.channels]
  }

  func forEachImage(
    of frames: some Sequence<Int>, by execution: Execution, _ body: (PixelImage) throws -> Void
  ) throws {
    let translation = try ImageTranslation(stage, models, execution, observer)
    for frame in frames {
      try body(translation.translated(image, at: Double(frame) / Double(max(count - 1, 1))))
    }
  }
}
