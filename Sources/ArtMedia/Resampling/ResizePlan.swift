import CImageCodecs

/// A change of size, prepared: everything that does not depend on what an image shows. For many images of one size
/// it is made once.
struct ResizePlan {
  private enum Way {
    /// The source column of each column, and the source row of each row.
    case nearest(columns: [Int], rows: [Int])
    case filtered(horizontal: FilterTable, vertical: FilterTable)
  }

  /// The size of the images that it takes.
  private let width: Int
  private let height: Int
  /// The size of those that it gives.
  private let newWidth: Int
  private let newHeight: Int
  private let way: Way

  /// - Parameters:
  ///   - part: The part of the image that is brought to the new size, with edges anywhere between pixels.
  ///   - width: The width of the images.
  ///   - height: Their height.
  ///   - newWidth: The width of the results.
  ///   - newHeight: Their height.
  ///   - resampling: How pixels of the new size are made from the old ones.
  /// - Throws: ``MediaError`` when a side is not positive or too large.
  init(
    part: PixelRect, width: Int, height: Int, toWidth newWidth: Int, height newHeight: Int, resampling: Resampling
  ) throws(MediaError) {
    _ = try PixelImage.sampleCount(width: newWidth, height: newHeight, channels: 1)
    guard max(newWidth, newHeight, width, height) <= Int(Int32.max) / 8 else {
      throw MediaError(.tooLarge, "a \(newWidth)×\(newHeight) image is too large to resize")
    }
    (self.width, self.height, self.newWidth, self.newHeight) = (width, height, newWidth, newHeight)
    way =
      resampling == .nearest
      ? .nearest(
        columns: Self.nearest(part.x, part.width, newWidth, width),
        rows: Self.nearest(part.y, part.height, newHeight, height))
      : .filtered(
        horizontal: FilterTable(
          inputCount: width, start: part.x, length: part.width, outputCount: newWidth, resampling: resampling),
        vertical: FilterTable(
          inputCount: height, start: part.y, length: part.height, outputCount: newHeight, resampling: resampling))
  }

  private static func nearest(_ start: Double, _ length: Double, _ count: Int, _ limit: Int) -> [Int] {
    (0..<count).map { min(max(0, Int(start + (Double($0) + 0.5) * length / Double(count))), limit - 1) }
  }

  /// The image, which must have the size that the plan was made for, at the new size.
  ///
  /// - Throws: ``MediaError`` when the result does not fit into memory.
  func resized(_ image: PixelImage, linearLight: Bool) throws(MediaError) -> PixelImage {
    precondition(image.width == width && image.height == height)
    let count = try PixelImage.sampleCount(width: newWidth, height: newHeight, channels: image.channels)
    let samples: [UInt8]
    switch way {
    case .nearest(let columns, let rows): samples = Self.picked(image, columns, rows, count: count)
    case .filtered(let horizontal, let vertical):
      samples = try Self.filtered(image, horizontal, vertical, count: count, linearLight: linearLight)
    }
    return PixelImage(unchecked: samples, width: newWidth, height: newHeight, channels: image.channels)
  }

  private static func picked(_ image: PixelImage, _ columns: [Int], _ rows: [Int], count: Int) -> [UInt8] {
    let channels = image.channels
    let rowCount = columns.count * channels
    return [UInt8](unsafeUninitializedCapacity: count) { output, initialized in
      image.pixels.withUnsafeBufferPointer { input in
        var out = 0
        var rowBefore = -1
        for row in rows {
          if row == rowBefore, let base = output.baseAddress {
            (base + out).update(from: base + out - rowCount, count: rowCount)
            out += rowCount
            continue
          }
          rowBefore = row
          for column in columns {
            let place = (row * image.width + column) * channels
            for channel in 0..<channels { output[out + channel] = input[place + channel] }
            out += channels
          }
        }
      }
      initialized = count
    }
  }

  private static func filtered(
    _ image: PixelImage, _ horizontal: FilterTable, _ vertical: FilterTable, count: Int, linearLight: Bool
  ) throws(MediaError) -> [UInt8] {
    var done = false
    let output = [UInt8](unsafeUninitializedCapacity: count) { output, initialized in
      image.pixels.withUnsafeBufferPointer { input in
        SRGB.withTransfer(linearLight: linearLight) { transfer in
          horizontal.withFilter { horizontal in
            vertical.withFilter { vertical in
              let source = ArtImage(
                pixels: input.baseAddress, width: Int32(image.width), height: Int32(image.height),
                channels: Int32(image.channels))
              done = art_resample(source, horizontal, vertical, transfer, output.baseAddress) != 0
            }
          }
        }
      }
      initialized = done ? count : 0
    }
    guard done else { throw MediaError(.tooLarge, "not enough memory to resize the image") }
    return output
  }
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

extension SRGB {
  fileprivate static func withTransfer(linearLight: Bool, _ body: (ArtTransfer) -> Void) {
    guard linearLight else {
      encoded.withUnsafeBufferPointer {
        body(ArtTransfer(decode: $0.baseAddress, encode: nil, encode_count: 0))
      }
      return
    }
    linear.withUnsafeBufferPointer { decode in
      bytesOfLight.withUnsafeBufferPointer { encode in
        body(
          ArtTransfer(decode: decode.baseAddress, encode: encode.baseAddress, encode_count: Int32(encode.count)))
      }
    }
  }
}
