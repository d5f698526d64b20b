/// Reads pictures of any kind: PNG, JPEG, and through FFmpeg whatever its libraries know (WebP, GIF, BMP, TIFF, AVIF…).
///
/// The kind is told by content, never by the file's name. The result is upright (EXIF orientation is applied) and has
/// 8 bits a channel: grey pictures have one channel, pictures with transparency four, all others three. A file that is
/// cut short or damaged is an error, never half a picture.
public struct ImageDecoder: Hashable, Sendable {
  public var limits: ImageLimits

  public init(limits: ImageLimits = .standard) {
    self.limits = limits
  }

  /// Reads and decodes a file.
  ///
  /// - Throws: ``MediaError`` with the file's name and the reason.
  public func decode(file path: String) throws(MediaError) -> PixelImage {
    try decode(FileBytes.read(path), name: path)
  }

  /// Decodes the content of a file.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - name: What error messages call the picture.
  public func decode(_ bytes: [UInt8], name: String) throws(MediaError) -> PixelImage {
    guard !bytes.isEmpty else {
      throw MediaError(.damaged, file: name, "the file is empty")
    }
    do throws(MediaError) {
      return try bytes.withBuffer { buffer throws(MediaError) in
        switch ImageFormat(sniffing: bytes) {
        case .png: try PNGReader(buffer).picture(limits: limits)
        case .jpeg: try JPEGReader(buffer).picture(limits: limits)
        case .other: try other(buffer)
        }
      }
    } catch {
      throw error.inFile(name)
    }
  }

  private func other(_ bytes: UnsafeBufferPointer<UInt8>) throws(MediaError) -> PixelImage {
    guard let webP = WebPContainer(bytes) else {
      // A TIFF file begins with the same directory that EXIF blocks are made of.
      return try FFmpegReader.picture(bytes, limits: limits).upright(from: ExifOrientation(tiff: bytes))
    }
    guard let first = webP.frames.first else {
      return try FFmpegReader.picture(bytes, limits: limits).upright(from: webP.orientation)
    }
    let picture = try first.file.withBuffer { file throws(MediaError) in
      try FFmpegReader.picture(file, limits: limits)
    }
    return try onCanvas(picture, of: first, in: webP)
  }

  /// The first frame of an animation may be smaller than the animation; the rest is transparent then.
  private func onCanvas(
    _ picture: PixelImage, of frame: WebPContainer.Frame, in webP: WebPContainer
  ) throws(MediaError) -> PixelImage {
    guard let canvas = webP.canvas, canvas != (picture.width, picture.height) else { return picture }
    try limits.check(width: canvas.width, height: canvas.height)
    guard frame.x + picture.width <= canvas.width, frame.y + picture.height <= canvas.height else {
      throw MediaError(.damaged, "this picture is damaged: its first frame is larger than the animation")
    }
    var whole = try PixelImage(width: canvas.width, height: canvas.height, channels: 4)
    whole.paste(try picture.converted(toChannels: 4), x: frame.x, y: frame.y)
    return whole
  }
}
