import ArtMedia

/// A row of a training's newest samples, for a terminal.
struct SamplePreview {
  let graphics: any TerminalGraphics

  /// The most rows of text that it takes.
  private static let mostRows = 10

  /// As many of the images as stand side by side.
  ///
  /// - Parameter size: The terminal's.
  /// - Returns: Lines of text as the terminal takes them; none where there is no room.
  func lines(_ images: [PixelImage], size: (columns: Int, rows: Int)) throws -> [String] {
    guard let first = images.first else { return [] }
    // Two lines are for progress and for what was told last.
    // A character is twice as high as it is wide.
    let column = graphics.pixelsPerRow / 2
    let widest = (size.columns - 3) * first.height / first.width / 2
    let rows = min(Self.mostRows, size.rows - 2, (first.height + 3) / 2, widest)
    guard rows > 2 else { return [] }
    let height = rows * graphics.pixelsPerRow - 2 * column
    let width = max(column, height * first.width / first.height / column * column)
    let count = min(images.count, ((size.columns - 1) * column - column) / (width + column))
    guard count > 0 else { return [] }
    let tiles = try images.prefix(count).map { image in
      try image.converted(toChannels: 3).resized(
        width: width, height: height, resampling: height > image.height ? .nearest : .lanczos)
    }
    let row = try Sheet(columns: count, padding: column, background: .black).render(tiles)
    return try graphics.lines(of: row, columns: row.width / column)
  }
}
