extension PixelImage {
  /// The image with other colours where nothing shows of them: those of the nearest pixel of the row that shows, and in rows
  /// without one those of the nearest row.
  ///
  /// A lossy video mixes neighbours: without this, the black that stands behind most transparent pixels would darken the edges
  /// of what is seen.
  func withHiddenColorsSpread() -> PixelImage {
    guard hasAlpha else { return self }
    let (width, height) = (width, height)
    var image = self
    image.withUnsafeMutablePixels { pixels in
      let isShown = (0..<height).map { row in
        Self.fill(width, shows: { pixels[4 * (row * width + $0) + 3] > 0 }) { from, to in
          for channel in 0..<3 { pixels[4 * (row * width + to) + channel] = pixels[4 * (row * width + from) + channel] }
        }
      }
      Self.fill(height, shows: { isShown[$0] }) { from, to in
        for column in 0..<width {
          for channel in 0..<3 {
            pixels[4 * (to * width + column) + channel] = pixels[4 * (from * width + column) + channel]
          }
        }
      }
    }
    return image
  }

  /// Copies to each place of a line that does not show the nearest one that does.
  ///
  /// - Returns: Whether there is one that does.
  @discardableResult
  private static func fill(_ count: Int, shows: (Int) -> Bool, copy: (_ from: Int, _ to: Int) -> Void) -> Bool {
    var before: Int?
    for next in 0...count where next == count || shows(next) {
      let gap = (before ?? -1) + 1..<next
      for place in gap {
        let isNearerToNext = next < count && (before.map { next - place < place - $0 } ?? true)
        if let from = isNearerToNext ? next : before { copy(from, place) }
      }
      if next < count { before = next }
    }
    return before != nil
  }
}
