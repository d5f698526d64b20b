import ArtMedia

/// How the images of one frame stand in a video: one fills it, several stand in a grid.
struct VideoLayout {
  let frameWidth: Int
  let frameHeight: Int
  /// The video's size, from that of the frames.
  let size: VideoSize
  /// nil for one image.
  private let grid: Sheet?
  /// Whether a frame is one image, as it is.
  var isOneImage: Bool { grid == nil }

  /// - Parameter wanted: the video's shorter side; nil for images as they are.
  init(_ settings: VideoFrameSettings, size wanted: Int?, walks: Int, height: Int, width: Int) {
    guard walks > 1 else {
      (frameWidth, frameHeight, grid) = (width, height, nil)
      size = wanted.map { width <= height ? .width($0) : .height($0) } ?? .original
      return
    }
    let columns = min(settings.columns ?? Self.columns(for: walks), walks)
    let rows = (walks + columns - 1) / columns
    // Each image is enlarged for itself, so that none runs into its neighbour.
    let scale = wanted.map { max(1, $0 / min(columns * width, rows * height)) } ?? 1
    let padding = settings.padding ?? 2 * scale
    frameWidth = columns * (width * scale + padding) + padding
    frameHeight = rows * (height * scale + padding) + padding
    size = .original
    grid = Sheet(
      columns: columns, padding: padding, background: settings.background, scale: scale, upscaling: settings.upscaling)
  }

  func render(_ images: [PixelImage]) throws(MediaError) -> PixelImage {
    if let grid { return try grid.render(images) }
    guard let image = images.first else { throw MediaError(.invalidArgument, "a frame without an image") }
    return image
  }

  /// Nearly square, rather wide than high.
  private static func columns(for count: Int) -> Int {
    var columns = 1
    while columns * columns < count { columns += 1 }
    return columns
  }
}
