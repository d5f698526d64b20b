#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Where in an image each pixel of its changed copy is taken from.
public struct ImageTransform {
  public let height: Int
  public let width: Int
  public let channels: Int
  /// Whether left and right change places.
  public var isFlipped = false
  /// The first column and row that are taken, in pixels.
  public var left: Float = 0
  public var top: Float = 0
  /// Pixels of the image for each pixel of the copy.
  public var stepX: Float = 1
  public var stepY: Float = 1
  /// How far the image is turned around its middle, in radians.
  public var angle: Float = 0

  init(_ dataset: Dataset) {
    (height, width, channels) = (dataset.height, dataset.width, dataset.channels)
  }

  /// Writes the changed image, each byte as the number that `scale` has for it.
  func write(
    _ source: UnsafeBufferPointer<UInt8>, to target: UnsafeMutableBufferPointer<Float>,
    scale: UnsafeBufferPointer<Float>
  ) {
    if stepX == 1, stepY == 1, left == 0, top == 0, angle == 0, !isFlipped {
      for i in 0..<source.count { target[i] = scale[Int(source[i])] }
      return
    }
    if angle != 0 {
      writeTurned(source, to: target, scale: scale)
      return
    }
    for y in 0..<height {
      let rows = Self.neighbours(top + (Float(y) + 0.5) * stepY - 0.5, count: height)
      for x in 0..<width {
        let place = isFlipped ? width - 1 - x : x
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

  /// The same for a turned image, in which rows of the target are no rows of the source.
  private func writeTurned(
    _ source: UnsafeBufferPointer<UInt8>, to target: UnsafeMutableBufferPointer<Float>,
    scale: UnsafeBufferPointer<Float>
  ) {
    let (middleX, middleY) = (Float(width - 1) / 2, Float(height - 1) / 2)
    let (c, s) = (cos(angle), sin(angle))
    for y in 0..<height {
      let down = top + (Float(y) + 0.5) * stepY - 0.5 - middleY
      for x in 0..<width {
        let place = isFlipped ? width - 1 - x : x
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
