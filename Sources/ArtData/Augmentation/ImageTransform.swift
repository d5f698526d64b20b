#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

import ArtTensor

/// Where in an image, or in a window of it, each pixel of its changed copy is taken from.
public struct ImageTransform {
  /// The size of the copy, and of the window: places are counted from the window's corner.
  public let height: Int
  public let width: Int
  public let channels: Int
  /// The size of the image, and where in it the window lies. What lies around the window can be seen where a change reaches
  /// out of it.
  private let imageHeight: Int
  private let imageWidth: Int
  private let windowLeft: Int
  private let windowTop: Int
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

  /// - Parameters:
  ///   - image: The shape of the image.
  ///   - window: The shape of the copy, not larger: the window lies in a random place.
  init(of image: Shape, window: Shape, key: RandomKey) {
    (height, width, channels) = (window[0], window[1], window[2])
    (imageHeight, imageWidth) = (image[0], image[1])
    windowLeft = imageWidth == width ? 0 : key.int(.windowLeft, below: imageWidth - width + 1)
    windowTop = imageHeight == height ? 0 : key.int(.windowTop, below: imageHeight - height + 1)
  }

  /// Writes the changed image, each byte as the number that `scale` has for it.
  func write(
    _ source: UnsafeBufferPointer<UInt8>, to target: UnsafeMutableBufferPointer<Float>,
    scale: ByteScale
  ) {
    scale.numbers.withUnsafeBufferPointer { scale in
      if angle != 0 {
        writeTurned(source, to: target, scale: scale)
      } else if stepX == 1, stepY == 1, left == 0, top == 0, !isFlipped {
        writePlain(source, to: target, scale: scale)
      } else {
        writeLevel(source, to: target, scale: scale)
      }
    }
  }

  /// The same for the window as it is.
  private func writePlain(
    _ source: UnsafeBufferPointer<UInt8>, to target: UnsafeMutableBufferPointer<Float>,
    scale: UnsafeBufferPointer<Float>
  ) {
    let row = width * channels
    for y in 0..<height {
      let start = ((windowTop + y) * imageWidth + windowLeft) * channels
      for i in 0..<row { target[y * row + i] = scale[Int(source[start + i])] }
    }
  }

  /// The same for an image that is not turned.
  private func writeLevel(
    _ source: UnsafeBufferPointer<UInt8>, to target: UnsafeMutableBufferPointer<Float>,
    scale: UnsafeBufferPointer<Float>
  ) {
    for y in 0..<height {
      let rows = rows(top + (Float(y) + 0.5) * stepY - 0.5)
      for x in 0..<width {
        let place = isFlipped ? width - 1 - x : x
        let columns = columns(left + (Float(place) + 0.5) * stepX - 0.5)
        for channel in 0..<channels {
          let upper = Self.mix(source, row: rows.0, columns, imageWidth, channels, channel, scale)
          let value: Float
          if rows.2 > 0 {
            let lower = Self.mix(source, row: rows.1, columns, imageWidth, channels, channel, scale)
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
        let columns = columns(middleX + c * across - s * down)
        let rows = rows(middleY + s * across + c * down)
        for channel in 0..<channels {
          let upper = Self.mix(source, row: rows.0, columns, imageWidth, channels, channel, scale)
          let lower = Self.mix(source, row: rows.1, columns, imageWidth, channels, channel, scale)
          target[(y * width + x) * channels + channel] = upper + (lower - upper) * rows.2
        }
      }
    }
  }

  @inline(__always)
  private func columns(_ place: Float) -> (Int, Int, Float) {
    Self.neighbours(Float(windowLeft) + place, count: imageWidth)
  }

  @inline(__always)
  private func rows(_ place: Float) -> (Int, Int, Float) {
    Self.neighbours(Float(windowTop) + place, count: imageHeight)
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
