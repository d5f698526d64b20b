import Foundation

/// The discrete Fourier transform of real numbers, in double precision and a fixed order: the numbers are taken for half
/// as many complex ones, which a radix-2 transform turns (Cooley and Tukey 1965), and the halves are taken apart.
struct RealFFT {
  /// How many numbers are transformed, a power of 2, at least 4.
  let size: Int
  private let cosines: [Double]
  private let sines: [Double]
  private let order: [Int]
  private var real: [Double]
  private var imaginary: [Double]

  init(size: Int) {
    precondition(size >= 4 && size & (size - 1) == 0)
    self.size = size
    let half = size / 2
    cosines = (0..<half).map { cos(2 * .pi * Double($0) / Double(size)) }
    sines = (0..<half).map { sin(2 * .pi * Double($0) / Double(size)) }
    let bits = half.trailingZeroBitCount
    order = (0..<half).map { index in
      (0..<bits).reduce(0) { $0 | (index >> $1 & 1) << (bits - 1 - $1) }
    }
    real = [Double](repeating: 0, count: half)
    imaginary = real
  }

  /// The squared magnitudes of the frequencies 0 to `size / 2`.
  mutating func powers(of numbers: [Double]) -> [Double] {
    let half = size / 2
    for index in 0..<half {
      real[order[index]] = numbers[2 * index]
      imaginary[order[index]] = numbers[2 * index + 1]
    }
    turn()
    return (0...half).map { k in
      let (here, there) = (k % half, (half - k) % half)
      let evenReal = (real[here] + real[there]) / 2
      let evenImaginary = (imaginary[here] - imaginary[there]) / 2
      let oddReal = (imaginary[here] + imaginary[there]) / 2
      let oddImaginary = (real[there] - real[here]) / 2
      let (c, s) = k < half ? (cosines[k], sines[k]) : (-1, 0)
      let x = evenReal + c * oddReal + s * oddImaginary
      let y = evenImaginary + c * oddImaginary - s * oddReal
      return x * x + y * y
    }
  }

  private mutating func turn() {
    let half = size / 2
    real.withUnsafeMutableBufferPointer { real in
      imaginary.withUnsafeMutableBufferPointer { imaginary in
        var length = 1
        while length < half {
          // The sines are those of `size` parts of the circle.
          let stride = size / (2 * length)
          for start in Swift.stride(from: 0, to: half, by: 2 * length) {
            for k in 0..<length {
              let (c, s) = (cosines[k * stride], sines[k * stride])
              let (a, b) = (start + k, start + k + length)
              let x = c * real[b] + s * imaginary[b]
              let y = c * imaginary[b] - s * real[b]
              (real[b], imaginary[b]) = (real[a] - x, imaginary[a] - y)
              (real[a], imaginary[a]) = (real[a] + x, imaginary[a] + y)
            }
          }
          length *= 2
        }
      }
    }
  }
}
