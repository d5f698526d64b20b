extension PixelImage {
  /// The image with an alpha channel that comes as an image of its own: its first channel.
  ///
  /// - Parameters:
  ///   - alpha: An image of the same size.
  ///   - isPremultiplied: Whether this image's colours are weighed by the alpha already.
  ///   - title: What error messages call the format.
  func with(alpha: PixelImage, isPremultiplied: Bool, title: String) throws(MediaError) -> PixelImage {
    guard alpha.width == width, alpha.height == height else {
      throw MediaError.notRead(title, "has an alpha channel of another size")
    }
    let isOpaque = stride(from: 0, to: alpha.pixels.count, by: alpha.channels).allSatisfy { alpha.pixels[$0] == 255 }
    if isOpaque { return self }
    var image = try converted(toChannels: 4).converted(by: conversions)
    for pixel in 0..<width * height { image.pixels[4 * pixel + 3] = alpha.pixels[pixel * alpha.channels] }
    return isPremultiplied ? image.unpremultiplied() : image
  }

  /// Colours weighed by their alpha, as networks learn them: where nothing shows all is 0. ``unpremultiplied()`` and this give
  /// the same again.
  public func premultiplied() -> PixelImage {
    guard hasAlpha else { return self }
    var image = self
    image.withUnsafeMutablePixels { pixels in
      for start in stride(from: 0, to: pixels.count, by: 4) {
        let alpha = Int(pixels[start + 3])
        for channel in start..<start + 3 { pixels[channel] = UInt8((Int(pixels[channel]) * alpha + 127) / 255) }
      }
    }
    return image
  }

  /// Colours that were weighed by their alpha, unweighed; where nothing shows they are black.
  public func unpremultiplied() -> PixelImage {
    guard hasAlpha else { return self }
    var image = self
    image.withUnsafeMutablePixels { pixels in
      for start in stride(from: 0, to: pixels.count, by: 4) {
        let alpha = Int(pixels[start + 3])
        for channel in start..<start + 3 {
          pixels[channel] = alpha == 0 ? 0 : UInt8(min(255, (Int(pixels[channel]) * 255 + alpha / 2) / alpha))
        }
      }
    }
    return image
  }

  /// The colours alone, as if all of them were opaque.
  func withoutAlpha() -> PixelImage {
    guard hasAlpha else { return self }
    let opaque = stride(from: 0, to: pixels.count, by: 4).flatMap { pixels[$0..<$0 + 3] }
    return PixelImage(unchecked: opaque, width: width, height: height, channels: 3).converted(by: conversions)
  }
}
