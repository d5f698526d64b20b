/// Words in the lower left corner of a video's frame: white with a black edge, so that they can be read on any image.
public struct FrameLabel: Hashable, Sendable {
  /// The words in small letters, digits, points and commas; behind them shorter ones, for frames that are too small.
  public var texts: [String]

  public init(_ texts: [String]) { self.texts = texts }

  /// Pixels of the frame's shorter side for each pixel of the font: letters are about a seventeenth of it high.
  private static let sidePerPixel = 120
  /// From the words to the frame's edges, in pixels of the font.
  private static let margin = 3

  /// Writes the first of the texts for which there is room; none where the frame is too small for all.
  public func draw(into image: inout PixelImage) {
    let scale = max(1, min(image.width, image.height) / Self.sidePerPixel)
    let free = (width: image.width / scale - 2 * Self.margin, height: image.height / scale - 2 * Self.margin)
    guard free.height >= PixelFont.height, let text = texts.first(where: { PixelFont.width(of: $0) <= free.width })
    else { return }
    let (x, y) = (Self.margin * scale, image.height - (Self.margin + PixelFont.height) * scale)
    for (right, down) in [(-1, -1), (0, -1), (1, -1), (-1, 0), (1, 0), (-1, 1), (0, 1), (1, 1)] {
      PixelFont.draw(text, into: &image, x: x + right * scale, y: y + down * scale, scale: scale, color: .black)
    }
    PixelFont.draw(text, into: &image, x: x, y: y, scale: scale, color: .white)
  }
}
