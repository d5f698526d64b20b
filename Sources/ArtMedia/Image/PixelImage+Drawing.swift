extension PixelImage {
  /// Fills the whole image with a colour (its luma for a grey image), opaque.
  mutating func fill(with color: RGBColor) {
    let sample = color.samples(channels: channels)
    let channels = channels
    withUnsafeMutablePixels { pixels in
      for index in pixels.indices { pixels[index] = sample[index % channels] }
    }
  }

  /// Copies `image`, of the same number of channels, to where its top left corner is at `(x, y)`. It must fit.
  mutating func paste(_ image: PixelImage, x: Int, y: Int) {
    let rowCount = image.bytesPerRow
    for row in 0..<image.height {
      let target = ((y + row) * width + x) * channels
      pixels.replaceSubrange(
        target..<target + rowCount, with: image.pixels[row * rowCount..<(row + 1) * rowCount])
    }
  }

  /// A rectangle of the image.
  ///
  /// - Throws: ``MediaError`` when it has no area or lies outside.
  public func part(x: Int, y: Int, width partWidth: Int, height partHeight: Int) throws(MediaError) -> PixelImage {
    guard partWidth > 0, partHeight > 0, x >= 0, y >= 0, x + partWidth <= width, y + partHeight <= height else {
      throw MediaError(
        .invalidArgument, "there is no part of \(partWidth)×\(partHeight) at (\(x), \(y)) of \(width)×\(height)")
    }
    var cut: [UInt8] = []
    cut.reserveCapacity(partWidth * partHeight * channels)
    for row in y..<y + partHeight {
      let start = (row * width + x) * channels
      cut += pixels[start..<start + partWidth * channels]
    }
    return PixelImage(unchecked: cut, width: partWidth, height: partHeight, channels: channels)
  }

  /// The image so many times, across and down, without space between.
  ///
  /// - Throws: ``MediaError`` when there is no such image, or it does not fit into memory.
  public func repeated(_ times: Int) throws(MediaError) -> PixelImage {
    guard times != 1 else { return self }
    var whole = try PixelImage(width: width * times, height: height * times, channels: channels)
    for place in 0..<times * times { whole.paste(self, x: place % times * width, y: place / times * height) }
    return whole
  }

  /// Fills a rectangle, which must lie inside.
  mutating func fill(x: Int, y: Int, width fillWidth: Int, height fillHeight: Int, with color: RGBColor) {
    let sample = color.samples(channels: channels)
    let (width, channels) = (width, channels)
    withUnsafeMutablePixels { pixels in
      for row in y..<y + fillHeight {
        for column in x..<x + fillWidth {
          for channel in 0..<channels { pixels[(row * width + column) * channels + channel] = sample[channel] }
        }
      }
    }
  }
}

extension RGBColor {
  /// The colour as the samples of one opaque pixel.
  public func samples(channels: Int) -> [UInt8] {
    switch channels {
    case 1: [luma(red, green, blue)]
    case 3: [red, green, blue]
    default: [red, green, blue, 255]
    }
  }
}
