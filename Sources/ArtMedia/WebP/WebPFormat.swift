/// WebP, read through FFmpeg: still images, and the first frame of animations.
public struct WebPFormat: ReadableImageFormat, Hashable {
  public let id = "webp"
  public let title = "WebP"
  public let suffixes = ["webp"]

  public init() {}

  private static let decoder = FFmpegDecoder(codec: "webp")

  public var decoders: [String] { ["webp"] }

  public func recognizes(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { WebPContainer($0) != nil }
  }

  public func decode(_ bytes: [UInt8], limits: ImageLimits) throws(MediaError) -> PixelImage {
    try bytes.withBuffer { buffer throws(MediaError) in
      let webP = WebPContainer(buffer)
      guard let webP, let first = webP.frames.first else {
        return try Self.decoder.image(buffer, title: title, limits: limits).upright(
          from: webP?.orientation ?? .upright)
      }
      let image = try first.file.withBuffer { file throws(MediaError) in
        try Self.decoder.image(file, title: title, limits: limits)
      }
      return try onCanvas(image, of: first, in: webP, limits: limits)
        .converted(by: webP.frames.count > 1 ? .firstOfMany : [])
    }
  }

  /// The title and the description in its XMP.
  public func metadata(of bytes: [UInt8]) throws(MediaError) -> [String: String] {
    try bytes.withBuffer { buffer throws(MediaError) in
      guard let webP = WebPContainer(buffer), webP.isWhole else {
        throw MediaError.damaged(title, "it is cut short")
      }
      return webP.xmp.map { XMPTexts.decode($0) } ?? [:]
    }
  }

  /// The frames with their places and durations, or the still image. The extended header says only what there is.
  public func imageData(of bytes: [UInt8]) throws(MediaError) -> [UInt8]? {
    bytes.withUnsafeBufferPointer { buffer in
      (WebPContainer(buffer)?.chunks ?? []).filter { !["VP8X", "XMP ", "EXIF"].contains($0.name) }
        .flatMap { Array($0.name.utf8) + buffer[$0.content] }
    }
  }

  /// The first frame of an animation may be smaller than the animation; the rest is transparent then.
  private func onCanvas(
    _ image: PixelImage, of frame: WebPContainer.Frame, in webP: WebPContainer, limits: ImageLimits
  ) throws(MediaError) -> PixelImage {
    guard let canvas = webP.canvas, canvas != (image.width, image.height) else { return image }
    try limits.check(width: canvas.width, height: canvas.height)
    guard frame.x + image.width <= canvas.width, frame.y + image.height <= canvas.height else {
      throw MediaError(.damaged, "this image is damaged: its first frame is larger than the animation")
    }
    var whole = try PixelImage(width: canvas.width, height: canvas.height, channels: 4)
    whole.paste(try image.converted(toChannels: 4), x: frame.x, y: frame.y)
    return whole
  }
}
