import ArtGAN
import ArtONNX
import Testing

@testable import ArtKeras

/// Which models Keras has layers for: all but those that are told here, with their words. `InteropTests` compares their images.
@Suite("Models that are exported for Keras")
struct KerasCoverageTests {
  /// Models with dropout that is always on.
  private static let refused: Set<String> = [
    "pix2pix", "odd-layers", "cyclegan-dropout",
  ]

  @Test("All but those with noise", arguments: ExportedModel.fromNoise + ExportedModel.fromImages)
  func all(model: ExportedModel) throws {
    let definition = try model.definition()
    guard Self.refused.contains(model.description) else {
      return try KerasGenerator.check(definition, direction: model.options.direction)
    }
    let error = #expect(throws: KerasExportError.self) {
      try KerasGenerator.check(definition, direction: model.options.direction)
    }
    let text = try #require(error).description
    #expect(text.contains("(Dropout): is always on, and Keras's dropout is not where images are made"), "\(text)")
    #expect(text.contains("generator.layers."))
  }
}
