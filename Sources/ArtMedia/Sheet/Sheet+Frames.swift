extension Sheet {
  /// Where an image stands on a sheet, in pixels.
  public struct Frame: Hashable, Sendable {
    public var x: Int
    public var y: Int
    public var width: Int
    public var height: Int
  }

  /// Where images stand on the sheet that ``render(_:)`` makes of them.
  ///
  /// - Throws: As ``render(_:)``.
  public func frames(of images: [PixelImage]) throws(MediaError) -> [Frame] {
    let grid = try SheetGrid(
      self, count: images.count, width: images.map(\.width).max() ?? 0, height: images.map(\.height).max() ?? 0)
    return images.enumerated().map { index, image in
      let corner = grid.corner(of: index)
      let (width, height) = (image.width * scale, image.height * scale)
      return Frame(
        x: corner.x + (grid.cellWidth - width) / 2, y: corner.y + (grid.tileHeight - height) / 2, width: width,
        height: height)
    }
  }
}
