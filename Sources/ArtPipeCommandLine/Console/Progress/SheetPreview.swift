import ArtMedia

/// A sheet of numbered images, for a terminal.
struct SheetPreview {
  let graphics: any TerminalGraphics
  /// Images in a row.
  let columns: Int

  /// The most rows of text that an image takes.
  private static let mostRows = 8

  /// The sheet as lines of text.
  ///
  /// - Parameter width: The terminal's, in columns.
  func lines(_ images: [PixelImage], width: Int) throws -> [String] {
    // A character is twice as high as it is wide.
    let pixel = graphics.pixelsPerRow / 2
    guard let first = images.first else { return [] }
    let room = (width - 1) * pixel / columns - pixel
    let side = min(room, Self.mostRows * graphics.pixelsPerRow * first.width / max(first.height, 1))
    guard side > 0 else { return [] }
    let tiles = try images.map { image in
      try image.converted(toChannels: 3).resized(
        width: side, height: max(1, side * image.height / image.width),
        resampling: side > image.width ? .nearest : .lanczos)
    }
    let sheet = try Sheet(columns: columns, padding: pixel, background: .black, firstNumber: 1).render(tiles)
    let (wide, high) = (Self.whole(sheet.width, pixel), Self.whole(sheet.height, graphics.pixelsPerRow))
    let whole = try sheet.converted(toChannels: 3).resized(width: wide, height: high, resampling: .nearest)
    return try graphics.lines(of: whole, columns: wide / pixel)
  }

  private static func whole(_ size: Int, _ part: Int) -> Int { (size + part - 1) / part * part }
}
