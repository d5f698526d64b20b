/// An image cut into what each scale adds: the first level holds what is lost when the image is halved, the next what
/// is lost when that is halved again, the last what is left.
///
/// Blurred with the binomial weights 1, 4, 6, 4, 1 over 16 along each axis, mirrored at the border without repeating the
/// border's pixels. Halving keeps the even rows and columns; an odd side of 2n + 1 becomes n + 1.
/// Source: Burt and Adelson 1983, "The Laplacian pyramid as a compact image code".
struct LaplacianPyramid {
  /// One level: `[height, width, channels]`.
  struct Level {
    let height: Int
    let width: Int
    let channels: Int
    var values: [Float]
  }

  private(set) var levels: [Level]

  /// - Parameters:
  ///   - image: the image as numbers.
  ///   - levels: how many levels, at least 1.
  init(_ image: Level, levels count: Int) {
    levels = [image]
    while levels.count < count {
      let upper = levels[levels.count - 1]
      let lower = Self.halved(upper)
      let back = Self.doubled(lower, height: upper.height, width: upper.width)
      for place in back.values.indices { levels[levels.count - 1].values[place] -= back.values[place] }
      levels.append(lower)
    }
  }

  /// The size of a level's images along one axis.
  static func side(_ length: Int, level: Int) -> Int {
    (0..<level).reduce(length) { length, _ in (length + 1) / 2 }
  }

  static func halved(_ level: Level) -> Level {
    let blurred = blurred(level, gain: 1)
    let (height, width) = ((level.height + 1) / 2, (level.width + 1) / 2)
    var values: [Float] = []
    values.reserveCapacity(height * width * level.channels)
    for y in 0..<height {
      for x in 0..<width {
        let start = (2 * y * level.width + 2 * x) * level.channels
        values += blurred.values[start..<(start + level.channels)]
      }
    }
    return Level(height: height, width: width, channels: level.channels, values: values)
  }

  static func doubled(_ level: Level, height: Int, width: Int) -> Level {
    var spread = Level(
      height: height, width: width, channels: level.channels,
      values: [Float](repeating: 0, count: height * width * level.channels))
    for y in 0..<level.height {
      for x in 0..<level.width {
        for channel in 0..<level.channels {
          spread.values[(2 * y * width + 2 * x) * level.channels + channel] =
            level.values[(y * level.width + x) * level.channels + channel]
        }
      }
    }
    // A quarter of the numbers are not zero.
    return blurred(spread, gain: 4)
  }

  /// Along each axis the middle is computed in one sweep, and only the border looks up its mirrored neighbours.
  private static func blurred(_ level: Level, gain: Float) -> Level {
    let (height, row) = (level.height, level.width * level.channels)
    var (across, result) = (level, level)
    level.values.withUnsafeBufferPointer { source in
      across.values.withUnsafeMutableBufferPointer { target in
        guard let source = source.baseAddress, let target = target.baseAddress else { return }
        for y in 0..<height { blurRow(source + y * row, target + y * row, level.width, level.channels) }
      }
    }
    across.values.withUnsafeBufferPointer { source in
      result.values.withUnsafeMutableBufferPointer { target in
        guard let source = source.baseAddress, let target = target.baseAddress else { return }
        for y in 0..<height {
          let rows = (-2...2).map { source + mirrored(y + $0, height) * row }
          let (a, b, c, d, e) = (rows[0], rows[1], rows[2], rows[3], rows[4])
          for i in 0..<row {
            target[y * row + i] = gain * weighted(a[i], b[i], c[i], d[i], e[i])
          }
        }
      }
    }
    return result
  }

  private static func blurRow(
    _ source: UnsafePointer<Float>, _ target: UnsafeMutablePointer<Float>, _ width: Int, _ channels: Int
  ) {
    let inner = 2 * channels..<max((width - 2) * channels, 2 * channels)
    for i in inner {
      target[i] = weighted(
        source[i - 2 * channels], source[i - channels], source[i], source[i + channels], source[i + 2 * channels])
    }
    for x in 0..<width where !inner.contains(x * channels) {
      for channel in 0..<channels {
        func near(_ step: Int) -> Float { source[mirrored(x + step, width) * channels + channel] }
        target[x * channels + channel] = weighted(near(-2), near(-1), near(0), near(1), near(2))
      }
    }
  }

  @inline(__always)
  private static func weighted(_ a: Float, _ b: Float, _ c: Float, _ d: Float, _ e: Float) -> Float {
    (a + e + 4 * (b + d) + 6 * c) / 16
  }

  /// A place outside of 0 ..< length, mirrored at the outermost pixels' centres.
  private static func mirrored(_ place: Int, _ length: Int) -> Int {
    guard length > 1 else { return 0 }
    let period = 2 * (length - 1)
    let place = abs(place) % period
    return place < length ? place : period - place
  }
}
