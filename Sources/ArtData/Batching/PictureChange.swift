import ArtTensor

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The random change to one picture of one batch: where in the source each target pixel comes from.
struct PictureChange {
  private let flipped: Bool
  /// The first source column and row, in pixels.
  private var left: Float = 0
  private var top: Float = 0
  /// Source pixels for each target pixel.
  private var stepX: Float = 1
  private var stepY: Float = 1
  /// How far the source is turned around its middle, in radians.
  private var angle: Float = 0

  init(_ augmentation: Augmentation, _ dataset: Dataset, key: RandomKey) {
    flipped = augmentation.flips && key.uniform(0) < 0.5
    if augmentation.crop > 0 {
      let part = 1 - Float(augmentation.crop) * key.uniform(1)
      (stepX, stepY) = (part, part)
      left = key.uniform(2) * (1 - part) * Float(dataset.width)
      top = key.uniform(3) * (1 - part) * Float(dataset.height)
    }
    if augmentation.shift > 0 {
      left += Float(key.int(4, below: 2 * augmentation.shift + 1) - augmentation.shift)
      top += Float(key.int(5, below: 2 * augmentation.shift + 1) - augmentation.shift)
    }
    if augmentation.rotation > 0 { angle = (2 * key.uniform(6) - 1) * Float(augmentation.rotation) * .pi / 180 }
  }

  /// Writes the changed picture, each byte as the number that `scale` has for it.
  func write(
    _ source: UnsafeBufferPointer<UInt8>, to target: UnsafeMutableBufferPointer<Float>, _ dataset: Dataset,
    scale: UnsafeBufferPointer<Float>
  ) {
    if stepX == 1, stepY == 1, left == 0, top == 0, angle == 0, !flipped {
      for i in 0..<source.count { target[i] = scale[Int(source[i])] }
      return
    }
    if angle != 0 {
      writeTurned(source, to: target, dataset, scale: scale)
      return
    }
    let (height, width, channels) = (dataset.height, dataset.width, dataset.channels)
    for y in 0..<height {
      let rows = Self.neighbours(top + (Float(y) + 0.5) * stepY - 0.5, count: height)
      for x in 0..<width {
        let place = flipped ? width - 1 - x : x
        let columns = Self.neighbours(left + (Float(place) + 0.5) * stepX - 0.5, count: width)
        for channel in 0..<channels {
          let upper = Self.mix(source, row: rows.0, columns, width, channels, channel, scale)
          let value: Float
          if rows.2 > 0 {
            let lower = Self.mix(source, row: rows.1, columns, width, channels, channel, scale)
            value = upper + (lower - upper) * rows.2
          } else {
            value = upper
          }
          target[(y * width + x) * channels + channel] = value
        }
      }
    }
  }

  /// The same for a turned picture, in which rows of the target are no rows of the source.
  private func writeTurned(
    _ source: UnsafeBufferPointer<UInt8>, to target: UnsafeMutableBufferPointer<Float>, _ dataset: Dataset,
    scale: UnsafeBufferPointer<Float>
  ) {
    let (height, width, channels) = (dataset.height, dataset.width, dataset.channels)
    let (middleX, middleY) = (Float(width - 1) / 2, Float(height - 1) / 2)
    let (c, s) = (cos(angle), sin(angle))
    for y in 0..<height {
      let down = top + (Float(y) + 0.5) * stepY - 0.5 - middleY
      for x in 0..<width {
        let place = flipped ? width - 1 - x : x
        let across = left + (Float(place) + 0.5) * stepX - 0.5 - middleX
        let columns = Self.neighbours(middleX + c * across - s * down, count: width)
        let rows = Self.neighbours(middleY + s * across + c * down, count: height)
        for channel in 0..<channels {
          let upper = Self.mix(source, row: rows.0, columns, width, channels, channel, scale)
          let lower = Self.mix(source, row: rows.1, columns, width, channels, channel, scale)
          target[(y * width + x) * channels + channel] = upper + (lower - upper) * rows.2
        }
      }
    }
  }

  /// The two pixels around a place, and how far it is from the first to the second. Outside, the border is repeated.
  @inline(__always)
  private static func neighbours(_ place: Float, count: Int) -> (Int, Int, Float) {
    let inside = min(max(place, 0), Float(count - 1))
    let first = Int(inside)
    return (first, min(first + 1, count - 1), inside - Float(first))
  }

  @inline(__always)
  private static func mix(
    _ source: UnsafeBufferPointer<UInt8>, row: Int, _ columns: (Int, Int, Float), _ width: Int, _ channels: Int,
    _ channel: Int, _ scale: UnsafeBufferPointer<Float>
  ) -> Float {
    let a = scale[Int(source[(row * width + columns.0) * channels + channel])]
    guard columns.2 > 0 else { return a }
    let b = scale[Int(source[(row * width + columns.1) * channels + channel])]
    return a + (b - a) * columns.2
  }
}
