import ArtEvaluation
import ArtMedia

/// A sheet of translations: each input, what the model makes of it, and its target where there is one, side by side.
struct TranslationSheet {
  private let images: TranslationImages
  private let row: Sheet
  private let sheet: Sheet

  /// How many images stand side by side.
  static func columns(isPaired: Bool) -> Int { isPaired ? 3 : 2 }

  init(_ images: TranslationImages) {
    self.images = images
    let scale = TileSettings.scale(forTilesOf: min(images.targets.height, images.targets.width))
    row = Sheet(columns: Self.columns(isPaired: images.isPaired), padding: 0, scale: scale)
    sheet = Sheet(padding: 4 * scale)
  }

  /// - Parameters:
  ///   - made: what the model made of the inputs, in their order.
  ///   - count: the most inputs to show.
  func render(_ made: ImageSet, count: Int) throws -> PixelImage {
    let rows = try (0..<min(count, made.count)).map { index -> PixelImage in
      let target = images.isPaired ? [try images.targets.image(index)] : []
      return try row.render([images.untranslated.image(index), made.image(index)] + target)
    }
    return try sheet.render(rows)
  }
}
