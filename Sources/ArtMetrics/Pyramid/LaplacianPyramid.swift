/// A picture cut into what each scale adds: the first level holds what is lost when the picture is halved, the next what
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
  ///   - picture: the picture as numbers.
  ///   - levels: how many levels, at least 1.
  init(_ picture: Level, levels count: Int) {
    levels = [picture]
    while levels.count < count {
      let upper = levels[levels.count - 1]
      let lower = Self.halved(upper)
      let back = Self.doubled(lower, height: upper.height, width: upper.width)
      for place in back.values.indices { levels[levels.count - 1].values[place] -= back.values[place] }
      levels.append(lower)
    }
  }

  /// The size of a level's pictures along one axis.
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

  private static let weights: [Float] = [1, 4, 6, 4, 1].map { $0 / 16 }

  private static func blurred(_ level: Level, gain: Float) -> Level {
    let across = convolved(level, lines: level.height, length: level.width, step: level.channels) { line in
      (line * level.width * level.channels, level.channels)
    }
    var result = convolved(across, lines: level.width, length: level.height, step: level.width * level.channels) {
      ($0 * level.channels, level.channels)
    }
    if gain != 1 { for place in result.values.indices { result.values[place] *= gain } }
    return result
  }

  /// Blurs along one axis: `lines` lines of `length` places that are `step` numbers apart.
  private static func convolved(
    _ level: Level, lines: Int, length: Int, step: Int, _ start: (_ line: Int) -> (first: Int, channels: Int)
  ) -> Level {
    var result = level
    result.values.withUnsafeMutableBufferPointer { target in
      level.values.withUnsafeBufferPointer { source in
        for line in 0..<lines {
          let (first, channels) = start(line)
          for place in 0..<length {
            for channel in 0..<channels {
              var sum: Float = 0
              for tap in 0..<5 {
                sum += weights[tap] * source[first + mirrored(place + tap - 2, length) * step + channel]
              }
              target[first + place * step + channel] = sum
            }
          }
        }
      }
    }
    return result
  }

  /// A place outside of 0 ..< length, mirrored at the outermost pixels' centres.
  private static func mirrored(_ place: Int, _ length: Int) -> Int {
    guard length > 1 else { return 0 }
    var place = abs(place)
    let period = 2 * (length - 1)
    place %= period
    return place < length ? place : period - place
  }
}
