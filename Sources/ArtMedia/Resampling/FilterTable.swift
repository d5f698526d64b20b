/// The weights of one pass of a separable resize: for each output sample, which input samples count how much.
struct FilterTable {
  /// The first input sample of each output sample.
  private(set) var first: [Int32] = []
  /// How many input samples count for each output sample.
  private(set) var counts: [Int32] = []
  /// `taps` weights for each output sample, those past its count unused.
  private(set) var weights: [Float] = []
  /// The largest count.
  let taps: Int

  /// - Parameters:
  ///   - inputCount: Samples of the input.
  ///   - start: Where the part that is resized begins, in samples; may be a fraction.
  ///   - length: How long that part is.
  ///   - outputCount: Samples of the output.
  init(inputCount: Int, start: Double, length: Double, outputCount: Int, resampling: Resampling) {
    let scale = length / Double(outputCount)
    let widening = max(scale, 1)
    let reach = resampling.support * widening
    taps = min(inputCount, Int(reach.rounded(.up)) * 2 + 1)
    weights = [Float](repeating: 0, count: outputCount * taps)
    for output in 0..<outputCount {
      let middle = start + (Double(output) + 0.5) * scale
      let from = min(max(0, Int((middle - reach + 0.5).rounded(.down))), inputCount - 1)
      let to = min(max(from + 1, Int((middle + reach + 0.5).rounded(.down))), inputCount, from + taps)
      var row = (from..<to).map { resampling.weight(at: (Double($0) + 0.5 - middle) / widening) }
      let sum = row.reduce(0, +)
      // At the image's edge the filter is cut off, so the rest is scaled up to a sum of 1.
      if sum > 0 { row = row.map { $0 / sum } } else { row[0] = 1 }
      first.append(Int32(from))
      counts.append(Int32(to - from))
      for (tap, weight) in row.enumerated() { weights[output * taps + tap] = Float(weight) }
    }
  }
}
