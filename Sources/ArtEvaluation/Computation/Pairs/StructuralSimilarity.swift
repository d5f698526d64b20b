import Foundation

/// The structural similarity of two images' brightness, 1 for equal ones: the mean over all windows that lie within the
/// images of
///
///     (2 μₐμᵦ + C₁)(2 σₐᵦ + C₂) / ((μₐ² + μᵦ² + C₁)(σₐ² + σᵦ² + C₂))
///
/// with windows of 11×11 pixels weighed by a Gaussian of deviation 1.5, C₁ = (0.01·255)² and C₂ = (0.03·255)².
///
/// Source: Wang et al. 2004, "Image quality assessment: from error visibility to structural similarity".
enum StructuralSimilarity {
  /// The side of a window, in pixels: images must not be smaller.
  static let side = 11
  private static let (c1, c2) = ((0.01 * 255) * (0.01 * 255), (0.03 * 255) * (0.03 * 255))

  /// The window's weights along one side; their sum is 1.
  private static let weights: [Double] = {
    let heights = (0..<side).map { place in exp(-Double((place - side / 2) * (place - side / 2)) / (2 * 1.5 * 1.5)) }
    let sum = heights.reduce(0, +)
    return heights.map { $0 / sum }
  }()

  static func of(_ image: OpaqueImage, _ target: OpaqueImage) -> Double {
    let (a, b) = (image.luma, target.luma)
    func blurred(_ value: (Int) -> Double) -> [Double] {
      blur(a.indices.map(value), height: image.height, width: image.width)
    }
    let (meanA, meanB) = (blurred { a[$0] }, blurred { b[$0] })
    let squares = (blurred { a[$0] * a[$0] }, blurred { b[$0] * b[$0] }, blurred { a[$0] * b[$0] })
    var sum = 0.0
    for place in meanA.indices {
      let (x, y) = (meanA[place], meanB[place])
      let (own, other, both) = (squares.0[place] - x * x, squares.1[place] - y * y, squares.2[place] - x * y)
      sum += (2 * x * y + c1) * (2 * both + c2) / ((x * x + y * y + c1) * (own + other + c2))
    }
    return sum / Double(meanA.count)
  }

  /// Weighed means over all windows within the image: `[height − 10, width − 10]`.
  private static func blur(_ values: [Double], height: Int, width: Int) -> [Double] {
    let (rows, columns) = (height - side + 1, width - side + 1)
    var along = [Double](repeating: 0, count: height * columns)
    var result = [Double](repeating: 0, count: rows * columns)
    values.withUnsafeBufferPointer { values in
      weights.withUnsafeBufferPointer { weights in
        along.withUnsafeMutableBufferPointer { along in
          result.withUnsafeMutableBufferPointer { result in
            for y in 0..<height {
              for tap in 0..<side {
                let (weight, from, to) = (weights[tap], y * width + tap, y * columns)
                for x in 0..<columns { along[to + x] += weight * values[from + x] }
              }
            }
            for y in 0..<rows {
              for tap in 0..<side {
                let (weight, from, to) = (weights[tap], (y + tap) * columns, y * columns)
                for x in 0..<columns { result[to + x] += weight * along[from + x] }
              }
            }
          }
        }
      }
    }
    return result
  }
}
