import Foundation

/// Triangular filters over a spectrum, twelve an octave from 30 Hz up, each of weight 1 and at least one bin wide
/// (Böck and Widmer 2013, "Maximum filter vibrato suppression for onset detection", use 24).
struct FilterBank {
  /// For each filter the first bin, and the weights from it on.
  private let filters: [(first: Int, weights: [Double])]

  var count: Int { filters.count }

  /// - Parameters:
  ///   - bins: How many frequencies the spectrum has, from 0 on.
  ///   - spacing: The distance of two of them, in Hz.
  ///   - highest: The highest frequency, in Hz.
  init(bins: Int, spacing: Double, highest: Double) {
    var centres: [Int] = []
    var frequency = 30.0
    while frequency < highest {
      let bin = Int((frequency / spacing).rounded())
      if bin > centres.last ?? 0, bin < bins - 1 { centres.append(bin) }
      frequency *= exp2(1.0 / 12)
    }
    filters = centres.indices.dropFirst().dropLast().map { index in
      let (low, centre, high) = (centres[index - 1], centres[index], centres[index + 1])
      let weights = (low + 1..<high).map { bin in
        bin <= centre ? Double(bin - low) / Double(centre - low) : Double(high - bin) / Double(high - centre)
      }
      let sum = weights.reduce(0, +)
      return (low + 1, weights.map { $0 / sum })
    }
  }

  func callAsFunction(_ magnitudes: [Double]) -> [Double] {
    filters.map { filter in
      var sum = 0.0
      for (offset, weight) in filter.weights.enumerated() { sum += weight * magnitudes[filter.first + offset] }
      return sum
    }
  }
}
