import ArtMedia

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// How steep an image is at each pixel, and in which direction.
struct EdgeMap {
  let width: Int
  let height: Int
  /// The slope along its steepest direction, 1 for from black to white in a pixel.
  private var slopes: [Float]
  /// That direction, of length 1.
  private var directions: [(x: Float, y: Float)]

  /// - Parameters:
  ///   - image: Without alpha.
  ///   - sigma: The standard deviation of the smoothing, in pixels.
  init(_ image: PixelImage, sigma: Double) {
    (width, height) = (image.width, image.height)
    let count = width * height
    var tensors = [(xx: Float, xy: Float, yy: Float)](repeating: (0, 0, 0), count: count)
    let kernel = Self.kernel(sigma)
    for channel in 0..<image.channels {
      let plane = (0..<count).map { Float(image.pixels[$0 * image.channels + channel]) / 255 }
      let smooth = Self.smoothed(plane, width, height, kernel)
      for y in 0..<height {
        let (above, below) = (max(y - 1, 0) * width, min(y + 1, height - 1) * width)
        for x in 0..<width {
          let dx = (smooth[y * width + min(x + 1, width - 1)] - smooth[y * width + max(x - 1, 0)]) / 2
          let dy = (smooth[below + x] - smooth[above + x]) / 2
          let place = y * width + x
          tensors[place].xx += dx * dx
          tensors[place].xy += dx * dy
          tensors[place].yy += dy * dy
        }
      }
    }
    let share = 1 / Float(image.channels)
    slopes = [Float](repeating: 0, count: count)
    directions = [(x: Float, y: Float)](repeating: (1, 0), count: count)
    for place in 0..<count {
      let (xx, xy, yy) = tensors[place]
      // The larger eigenvalue of the structure tensor, and its vector.
      let root = ((xx - yy) * (xx - yy) + 4 * xy * xy).squareRoot()
      let largest = (xx + yy + root) / 2
      slopes[place] = (largest * share).squareRoot()
      let (x, y) = xx >= yy ? (largest - yy, xy) : (xy, largest - xx)
      let length = (x * x + y * y).squareRoot()
      if length > 0 { directions[place] = (x / length, y / length) }
    }
  }

  /// The pixels of lines: ridges of the slope above `low` that hang together with one above `high`.
  func lines(above high: Float, from low: Float) -> [Bool] {
    var isLine = [Bool](repeating: false, count: slopes.count)
    var waiting: [Int] = []
    let ridges = slopes.indices.map { slopes[$0] >= low && isRidge($0) }
    for place in slopes.indices where ridges[place] && slopes[place] >= high && !isLine[place] {
      isLine[place] = true
      waiting.append(place)
      while let next = waiting.popLast() {
        let (x, y) = (next % width, next / width)
        for row in max(y - 1, 0)...min(y + 1, height - 1) {
          for column in max(x - 1, 0)...min(x + 1, width - 1) {
            let neighbour = row * width + column
            if ridges[neighbour], !isLine[neighbour] {
              isLine[neighbour] = true
              waiting.append(neighbour)
            }
          }
        }
      }
    }
    return isLine
  }

  /// Whether the slope is less to both sides, a pixel away along the steepest direction.
  private func isRidge(_ place: Int) -> Bool {
    let (x, y) = (Float(place % width), Float(place / width))
    let (dx, dy) = directions[place]
    let slope = slopes[place]
    return slope > self.slope(x + dx, y + dy) && slope >= self.slope(x - dx, y - dy)
  }

  /// The slope between pixels; 0 outside.
  private func slope(_ x: Float, _ y: Float) -> Float {
    guard x >= 0, y >= 0, x <= Float(width - 1), y <= Float(height - 1) else { return 0 }
    let (left, top) = (Int(x), Int(y))
    let (right, bottom) = (min(left + 1, width - 1), min(top + 1, height - 1))
    let (across, down) = (x - Float(left), y - Float(top))
    let upper = slopes[top * width + left] * (1 - across) + slopes[top * width + right] * across
    let lower = slopes[bottom * width + left] * (1 - across) + slopes[bottom * width + right] * across
    return upper * (1 - down) + lower * down
  }

  /// Half of a bell curve: the weights from the middle on.
  private static func kernel(_ sigma: Double) -> [Float] {
    let weights = (0...max(1, Int((3 * sigma).rounded(.up)))).map { exp(-Double($0 * $0) / (2 * sigma * sigma)) }
    let sum = weights[0] + 2 * weights.dropFirst().reduce(0, +)
    return weights.map { Float($0 / sum) }
  }

  /// Both ways, border pixels repeated.
  private static func smoothed(_ plane: [Float], _ width: Int, _ height: Int, _ kernel: [Float]) -> [Float] {
    let across = smoothed(plane, count: width, step: 1, lines: height, lineStep: width, kernel)
    return smoothed(across, count: height, step: width, lines: width, lineStep: 1, kernel)
  }

  private static func smoothed(
    _ plane: [Float], count: Int, step: Int, lines: Int, lineStep: Int, _ kernel: [Float]
  ) -> [Float] {
    var result = [Float](repeating: 0, count: plane.count)
    for line in 0..<lines {
      let start = line * lineStep
      for i in 0..<count {
        var sum = plane[start + i * step] * kernel[0]
        for offset in 1..<kernel.count {
          let (before, after) = (max(i - offset, 0), min(i + offset, count - 1))
          sum += (plane[start + before * step] + plane[start + after * step]) * kernel[offset]
        }
        result[start + i * step] = sum
      }
    }
    return result
  }
}
