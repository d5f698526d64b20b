import ArtGraph

/// Which outputs a tap of the kernel joins to which inputs, along one axis: output `o` meets input
/// `o · stride + tap − padding`.
struct TapRange: Hashable, Sendable {
  let input: Int
  let output: Int
  let stride: Int
  let padding: Int

  /// The input that an output meets through a tap.
  func input(of output: Int, through tap: Int) -> Int { output * stride + tap - padding }

  /// The outputs that meet one of the given inputs through a tap; all of them lie inside.
  func outputs(meeting inputs: Range<Int>, through tap: Int) -> Range<Int> {
    let low = inputs.lowerBound + padding - tap
    let high = inputs.upperBound + padding - tap
    let first = low <= 0 ? 0 : (low + stride - 1) / stride
    let end = high <= 0 ? 0 : min((high - 1) / stride + 1, output)
    return first..<max(first, end)
  }

  /// The outputs that meet the input at all through a tap.
  func outputs(through tap: Int) -> Range<Int> { outputs(meeting: 0..<input, through: tap) }
}

extension ConvolutionGeometry {
  var rowTaps: TapRange {
    TapRange(input: inputHeight, output: outputHeight, stride: strideY, padding: padTop)
  }

  var columnTaps: TapRange {
    TapRange(input: inputWidth, output: outputWidth, stride: strideX, padding: padLeft)
  }
}
