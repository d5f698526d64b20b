import ArtMedia

extension PixelImage {
  /// What a model made of this image, mixed with it, and as transparent as it is.
  ///
  /// - Parameters:
  ///   - translation: Of the same size. One with alpha has its own.
  ///   - strength: 1 for the translation, 0 for this image.
  ///   - background: What the model saw behind transparent places. It is taken out of their colours again.
  /// - Throws: `MediaError` where the sizes differ.
  func translated(
    to translation: PixelImage, strength: Double, background: RGBColor
  ) throws(MediaError) -> PixelImage {
    let channels = translation.channels
    if channels == 4 {
      if strength == 1 { return translation }
      return try converted(toChannels: 4).premultiplied().mixed(with: translation.premultiplied(), strength)
        .unpremultiplied()
    }
    let mixed = try converted(toChannels: channels, background: background).mixed(with: translation, strength)
    return hasAlpha ? try mixed.asTransparent(as: self, on: background) : mixed
  }

  /// - Parameter strength: The other image's share.
  private func mixed(with other: PixelImage, _ strength: Double) throws(MediaError) -> PixelImage {
    if strength == 1 { return other }
    return try PixelImage(
      width: width, height: height, channels: channels,
      pixels: zip(pixels, other.pixels).map { own, other in
        UInt8((Double(own) + (Double(other) - Double(own)) * strength).rounded())
      })
  }

  /// Opaque colours that lie on a background, as they are without it: c = (seen − background · (1 − alpha)) / alpha.
  ///
  /// - Parameter original: Gives the alpha, and the colours where nothing shows.
  private func asTransparent(as original: PixelImage, on background: RGBColor) throws(MediaError) -> PixelImage {
    let colors = try converted(toChannels: 3)
    let behind = [Int(background.red), Int(background.green), Int(background.blue)]
    var pixels = original.pixels
    for pixel in 0..<width * height {
      let alpha = Int(pixels[4 * pixel + 3])
      guard alpha > 0 else { continue }
      for channel in 0..<3 {
        let weighed = Int(colors.pixels[3 * pixel + channel]) * 255 - behind[channel] * (255 - alpha)
        pixels[4 * pixel + channel] = UInt8(min(max((weighed + alpha / 2) / alpha, 0), 255))
      }
    }
    return try PixelImage(width: width, height: height, channels: 4, pixels: pixels)
  }
}
