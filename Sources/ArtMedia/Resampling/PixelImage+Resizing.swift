import CImageCodecs

extension PixelImage {
  /// The picture at another size.
  ///
  /// Colours of transparent pictures are weighed by their alpha, so that what is behind transparency does not bleed in.
  ///
  /// - Parameters:
  ///   - newWidth: The width of the result.
  ///   - newHeight: The height of the result.
  ///   - resampling: How pixels of the new size are made from the old ones.
  ///   - linearLight: Averages light instead of encoded values. Fine bright detail keeps its brightness; the default
  ///     is what most programs do.
  /// - Throws: ``MediaError`` when a side is not positive or the result does not fit into memory.
  public func resized(
    width newWidth: Int, height newHeight: Int, resampling: Resampling = .lanczos, linearLight: Bool = false
  ) throws(MediaError) -> PixelImage {
    if newWidth == width, newHeight == height { return self }
    return try resized(
      part: PixelRect(x: 0, y: 0, width: Double(width), height: Double(height)), width: newWidth, height: newHeight,
      resampling: resampling, linearLight: linearLight)
  }

  /// A part of the picture, with edges anywhere between pixels, at another size.
  func resized(
    part: PixelRect, width newWidth: Int, height newHeight: Int, resampling: Resampling, linearLight: Bool
  ) throws(MediaError) -> PixelImage {
    let count = try PixelImage.sampleCount(width: newWidth, height: newHeight, channels: channels)
    guard max(newWidth, newHeight, width, height) <= Int(Int32.max) / 8 else {
      throw MediaError(.tooLarge, "a \(newWidth)×\(newHeight) picture is too large to resize")
    }
    let samples: [UInt8]
    if resampling == .nearest {
      samples = nearest(part: part, width: newWidth, height: newHeight)
    } else {
      let horizontal = FilterTable(
        inputCount: width, start: part.x, length: part.width, outputCount: newWidth, resampling: resampling)
      let vertical = FilterTable(
        inputCount: height, start: part.y, length: part.height, outputCount: newHeight, resampling: resampling)
      samples = try filtered(horizontal: horizontal, vertical: vertical, count: count, linearLight: linearLight)
    }
    return PixelImage(unchecked: samples, width: newWidth, height: newHeight, channels: channels)
  }

  private func nearest(part: PixelRect, width newWidth: Int, height newHeight: Int) -> [UInt8] {
    func sources(_ start: Double, _ length: Double, _ count: Int, _ limit: Int) -> [Int] {
      (0..<count).map { min(max(0, Int(start + (Double($0) + 0.5) * length / Double(count))), limit - 1) }
    }
    let columns = sources(part.x, part.width, newWidth, width)
    let rows = sources(part.y, part.height, newHeight, height)
    let total = newWidth * newHeight * channels
    return [UInt8](unsafeUninitializedCapacity: total) { output, initialized in
      pixels.withUnsafeBufferPointer { input in
        var out = 0
        var rowBefore = -1
        for row in rows {
          if row == rowBefore, let base = output.baseAddress {
            (base + out).update(from: base + out - newWidth * channels, count: newWidth * channels)
            out += newWidth * channels
            continue
          }
          rowBefore = row
          for column in columns {
            let place = (row * width + column) * channels
            for channel in 0..<channels { output[out + channel] = input[place + channel] }
            out += channels
          }
        }
      }
      initialized = total
    }
  }

  private func filtered(
    horizontal: FilterTable, vertical: FilterTable, count: Int, linearLight: Bool
  ) throws(MediaError) -> [UInt8] {
    let decode = linearLight ? SRGB.linear : SRGB.encoded
    let encode = linearLight ? SRGB.bytesOfLight : SRGB.bytesOfEncoded
    var done = false
    let output = [UInt8](unsafeUninitializedCapacity: count) { output, initialized in
      pixels.withUnsafeBufferPointer { input in
        decode.withUnsafeBufferPointer { decode in
          encode.withUnsafeBufferPointer { encode in
            horizontal.withFilter { horizontal in
              vertical.withFilter { vertical in
                let source = ArtPicture(
                  pixels: input.baseAddress, width: Int32(width), height: Int32(height), channels: Int32(channels))
                let transfer = ArtTransfer(
                  decode: decode.baseAddress, encode: encode.baseAddress, encode_count: Int32(encode.count))
                done = art_resample(source, horizontal, vertical, transfer, output.baseAddress) != 0
              }
            }
          }
        }
      }
      initialized = done ? count : 0
    }
    guard done else { throw MediaError(.tooLarge, "not enough memory to resize the picture") }
    return output
  }
}

/// A rectangle whose edges may lie between pixels.
struct PixelRect: Hashable {
  var x: Double
  var y: Double
  var width: Double
  var height: Double
}

extension FilterTable {
  fileprivate func withFilter(_ body: (ArtFilter) -> Void) {
    first.withUnsafeBufferPointer { first in
      counts.withUnsafeBufferPointer { counts in
        weights.withUnsafeBufferPointer { weights in
          body(
            ArtFilter(
              first: first.baseAddress, counts: counts.baseAddress, weights: weights.baseAddress, taps: Int32(taps),
              size: Int32(first.count)))
        }
      }
    }
  }
}
