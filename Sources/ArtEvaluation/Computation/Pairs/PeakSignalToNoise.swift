import Foundation

/// The peak signal-to-noise ratio of two images of 8 bits a channel, in decibels:
///
///     10 log₁₀(255² / MSE),  MSE the mean squared difference over all pixels and channels
public enum PeakSignalToNoise {
  /// Equal images would have an infinite ratio, and no mean over images would tell anything. The mean squared error is
  /// therefore 1/12 at least, that of rounding to 8 bits: a ratio of 58.9 dB.
  static let leastError = 1.0 / 12

  /// - Parameters:
  ///   - squares: the sum of squared differences; not 0.
  ///   - count: of how many numbers.
  public static func decibels(squares: Double, count: Double) -> Double { 10 * log10(255 * 255 * count / squares) }

  /// The mean squared difference.
  static func meanSquare(_ image: OpaqueImage, _ target: OpaqueImage) -> Double {
    var sum = 0
    image.pixels.withUnsafeBufferPointer { a in
      target.pixels.withUnsafeBufferPointer { b in
        for place in 0..<a.count {
          let apart = Int(a[place]) - Int(b[place])
          sum += apart * apart
        }
      }
    }
    return Double(sum) / Double(image.pixels.count)
  }

  /// The ratio of each pair.
  static func ofEach(_ pairs: ImagePairs) -> [Double] {
    pairs.map(meanSquare).map { decibels(squares: max($0, leastError), count: 1) }
  }
}
