extension PixelImage {
  /// The image with another number of channels.
  ///
  /// Grey spreads over red, green and blue; colours become grey by their luma (ITU-R BT.601, as in JPEG); a new alpha
  /// channel is opaque; an alpha channel goes by putting the image on `background`.
  ///
  /// - Throws: ``MediaError`` when `count` is not 1, 3 or 4.
  public func converted(toChannels count: Int, background: RGBColor = .white) throws(MediaError) -> PixelImage {
    switch (channels, count) {
    case (1, 1), (3, 3), (4, 4): self
    case (1, 3): mapPixels(to: 3) { input, output in for c in 0..<3 { output[c] = input[0] } }
    case (1, 4):
      mapPixels(to: 4) { input, output in
        for c in 0..<3 { output[c] = input[0] }
        output[3] = 255
      }
    case (3, 1): mapPixels(to: 1) { input, output in output[0] = luma(input[0], input[1], input[2]) }
    case (3, 4):
      mapPixels(to: 4) { input, output in
        for c in 0..<3 { output[c] = input[c] }
        output[3] = 255
      }
    case (4, 3): composited(on: background)
    case (4, 1): try composited(on: background).converted(toChannels: 1)
    default: throw MediaError(.invalidArgument, "an image has 1, 3 or 4 channels, not \(count)")
    }
  }

  /// The image without its colours: of as many channels, with the luma for red, green and blue. Alpha stays as it is.
  public func desaturated() -> PixelImage {
    guard channels > 1 else { return self }
    return mapPixels(to: channels) { input, output in
      let grey = luma(input[0], input[1], input[2])
      for c in 0..<3 { output[c] = grey }
      if channels == 4 { output[3] = input[3] }
    }
  }

  /// An image with alpha put on a colour: three channels, no alpha. Other images stay as they are.
  public func composited(on background: RGBColor) -> PixelImage {
    guard hasAlpha else { return self }
    let behind = (Int(background.red), Int(background.green), Int(background.blue))
    return mapPixels(to: 3) { input, output in
      let alpha = Int(input[3])
      output[0] = blend(Int(input[0]), behind.0, alpha)
      output[1] = blend(Int(input[1]), behind.1, alpha)
      output[2] = blend(Int(input[2]), behind.2, alpha)
    }
  }

  /// An image of the same size whose pixels are made one from one.
  private func mapPixels(
    to count: Int, _ body: (UnsafePointer<UInt8>, UnsafeMutablePointer<UInt8>) -> Void
  ) -> PixelImage {
    let total = width * height * count
    let mapped = [UInt8](unsafeUninitializedCapacity: total) { output, initialized in
      pixels.withUnsafeBufferPointer { input in
        if var from = input.baseAddress, var to = output.baseAddress {
          for _ in 0..<width * height {
            body(from, to)
            from += channels
            to += count
          }
        }
      }
      initialized = total
    }
    return PixelImage(unchecked: mapped, width: width, height: height, channels: count)
  }
}

/// 0.299 R + 0.587 G + 0.114 B in 16-bit fixed point; the weights add up to exactly 1, so greys stay as they are.
@inline(__always)
func luma(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> UInt8 {
  UInt8(truncatingIfNeeded: (19_595 * UInt32(red) + 38_470 * UInt32(green) + 7_471 * UInt32(blue) + 32_768) >> 16)
}

@inline(__always)
private func blend(_ front: Int, _ behind: Int, _ alpha: Int) -> UInt8 {
  UInt8(truncatingIfNeeded: (front * alpha + behind * (255 - alpha) + 127) / 255)
}
