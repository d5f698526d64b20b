/// How a number of images is laid out in a grid.
///
/// Tiles are enlarged, stand in cells of one size, and have `padding` pixels around and between them. A number stands
/// below its tile, never on it.
public struct Sheet: Hashable, Sendable {
  /// Tiles in a row; `nil` for a grid that is nearly square.
  public var columns: Int?
  /// Pixels around and between cells.
  public var padding: Int
  /// Between tiles, and behind transparent ones.
  public var background: RGBColor
  /// Whether there is nothing between tiles, and nothing behind them: the background decides the colour of numbers alone.
  public var isTransparent: Bool
  /// How many times larger the tiles become.
  public var scale: Int
  public var upscaling: Upscaling
  /// The number of the first tile; `nil` for no numbers.
  public var firstNumber: Int?
  /// Pixels around everything, padding included.
  public var margin: Int
  /// The sheet's width, with its tiles in the middle; `nil` for what they take.
  public var width: Int?
  /// A larger sheet is refused.
  public var limits: ImageLimits

  public init(
    columns: Int? = nil, padding: Int = 2, background: RGBColor = .white, isTransparent: Bool = false,
    scale: Int = 1, upscaling: Upscaling = .nearest, firstNumber: Int? = nil, margin: Int = 0, width: Int? = nil,
    limits: ImageLimits = .standard
  ) {
    self.columns = columns
    self.padding = padding
    self.background = background
    self.isTransparent = isTransparent
    self.scale = scale
    self.upscaling = upscaling
    self.firstNumber = firstNumber
    self.margin = margin
    self.width = width
    self.limits = limits
  }

  /// Draws the sheet. Grey tiles on a grey background give a grey sheet, a transparent sheet is RGBA, anything else RGB.
  /// Smaller images stand in the middle of their cells.
  ///
  /// - Throws: ``MediaError`` when there is no image, a setting makes no sense or the sheet is too large.
  public func render(_ images: [PixelImage]) throws(MediaError) -> PixelImage {
    let grid = try SheetGrid(
      self, count: images.count, width: images.map(\.width).max() ?? 0, height: images.map(\.height).max() ?? 0)
    let backgroundIsGrey = background.red == background.green && background.green == background.blue
    let channels = isTransparent ? 4 : backgroundIsGrey && images.allSatisfy { $0.channels == 1 } ? 1 : 3
    var sheet = try PixelImage(width: grid.width, height: grid.height, channels: channels)
    if !isTransparent { sheet.fill(with: background) }
    for (index, image) in images.enumerated() {
      let tile = try enlarged(isTransparent ? image : image.composited(on: background)).converted(toChannels: channels)
      let corner = grid.corner(of: index)
      sheet.paste(
        tile, x: corner.x + (grid.cellWidth - tile.width) / 2, y: corner.y + (grid.tileHeight - tile.height) / 2)
      guard let firstNumber else { continue }
      let label = String(firstNumber + index)
      PixelFont.draw(
        label, into: &sheet, x: corner.x + (grid.cellWidth - PixelFont.width(of: label) * grid.digitScale) / 2,
        y: corner.y + grid.tileHeight + grid.digitScale, scale: grid.digitScale, color: background.readableText)
    }
    return sheet
  }

  /// The size of a sheet of images that are not there yet.
  ///
  /// - Parameters:
  ///   - count: How many there will be.
  ///   - width: Their width.
  ///   - height: Their height.
  /// - Throws: As ``render(_:)``.
  public func size(count: Int, width: Int, height: Int) throws(MediaError) -> (width: Int, height: Int) {
    let grid = try SheetGrid(self, count: count, width: width, height: height)
    return (grid.width, grid.height)
  }

  private func enlarged(_ image: PixelImage) throws(MediaError) -> PixelImage {
    try image.resized(
      width: image.width * scale, height: image.height * scale,
      resampling: upscaling == .nearest ? .nearest : .lanczos)
  }
}
