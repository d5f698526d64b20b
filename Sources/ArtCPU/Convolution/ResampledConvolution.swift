import ArtGraph
import ArtTensor

// A convolution of an image that was enlarged, and the means of a convolved one, are one convolution with a stride:
// where a number of the small image stands several times, or several results are added up, taps of the kernel are added
// up instead. By a factor of 2 a 3×3 kernel becomes one of 4×4: 4 products for a number of the large image instead of 9,
// and nothing is written at the full size in between.
//
// The rules look at one use of a value. Where a convolved image is read besides by something else than its means, it is
// computed as well, and the strided convolution comes on top. Exact algorithms keep these rules: taps are added up before
// the products, and nothing else changes.

extension GraphRewriter {
  /// Convolutions and resampling become one.
  static let resampledConvolutions = GraphRewriter { operation, operands in
    switch operation {
    case let convolution as Convolution: convolution.withoutEnlargement(operands)
    case let resample as Resample: resample.ofConvolved(operands)
    default: nil
    }
  }
}

extension Convolution {
  fileprivate func withoutEnlargement(_ inputs: [Value]) -> Value? {
    if let padding = inputs[0].operation as? ImagePadding {
      return withoutEnlargement(inputs[0].inputs[0], padding, kernel: inputs[1])
    }
    guard let enlargement = Resampling(inputs[0]), let factors = enlargement.repetitions, geometry.strideY == 1,
      geometry.strideX == 1
    else { return nil }
    let (small, kernel) = (enlargement.source, inputs[1])
    if geometry.isPointwise { return small.convolved(with: kernel, padding: .valid).upsampledNearest(by: factors) }
    guard geometry.isCentred, geometry.hasChannelVectors else { return nil }
    return small.transposedConvolution(
      with: kernel.transposed([0, 1, 3, 2]).kernelSum(of: factors, isReversed: true, factor: 1), strides: factors,
      padding: .same)
  }
}

extension Convolution {
  /// An enlarged image that repeats its edges or goes on at the opposite ones does what the small image does: that is
  /// padded in its place, and what lies too far out is left away.
  private func withoutEnlargement(_ image: Value, _ padding: ImagePadding, kernel: Value) -> Value? {
    let isCentred =
      padding.rows.before == padding.rows.after && padding.columns.before == padding.columns.after
      && 2 * padding.rows.before == geometry.kernelHeight - 1 && 2 * padding.columns.before == geometry.kernelWidth - 1
    guard padding.rows.mode == padding.columns.mode, [.circular, .replicate].contains(padding.rows.mode), isCentred,
      geometry.hasChannelVectors, geometry.strideY == 1, geometry.strideX == 1, geometry.padTop == 0,
      geometry.padLeft == 0, let enlargement = Resampling(image), let factors = enlargement.repetitions
    else { return nil }
    let rows = (padding.rows.before + factors.0 - 1) / factors.0
    let columns = (padding.columns.before + factors.1 - 1) / factors.1
    return enlargement.source.padded(padding.rows.mode, rows: (rows, rows), columns: (columns, columns))
      .upsampledNearest(by: factors).convolved(with: kernel, padding: .same)
      .sliced(
        starts: [0, rows * factors.0, columns * factors.1, 0],
        sizes: [geometry.batch, geometry.outputHeight, geometry.outputWidth, geometry.outputChannels])
  }
}

extension Resample {
  fileprivate func ofConvolved(_ inputs: [Value]) -> Value? {
    guard let pooling = Resampling(self, of: inputs[0]), let windows = pooling.windows else { return nil }
    return Self.means(of: pooling.source, windows)
  }

  /// The means over windows that lie side by side, of a convolution or of one with a bias.
  private static func means(of source: Value, _ windows: (Int, Int)) -> Value? {
    if (source.operation as? Elementwise)?.function == .add, source.inputs[0].shape == source.shape,
      source.inputs[1].shape == [source.shape[3]]
    {
      return means(of: source.inputs[0], windows).map { $0 + source.inputs[1] }
    }
    guard let geometry = (source.operation as? Convolution)?.geometry, geometry.strideY == 1, geometry.strideX == 1
    else { return nil }
    let (image, kernel) = (source.inputs[0], source.inputs[1])
    return source.graph.scoped(source.scope) {
      if geometry.isPointwise {
        return image.averagePooled(window: windows, strides: windows, padding: .valid)
          .convolved(with: kernel, padding: .valid)
      }
      guard geometry.isCentred, geometry.hasChannelVectors else { return nil }
      return image.convolved(
        with: kernel.kernelSum(of: windows, isReversed: false, factor: 1 / Float(windows.0 * windows.1)),
        strides: windows, padding: .same)
    }
  }
}

extension ConvolutionGeometry {
  /// A product for each pixel alone.
  fileprivate var isPointwise: Bool { kernelHeight * kernelWidth == 1 && inputHeight == outputHeight && padTop == 0 }

  /// The kernel's middle meets every pixel once.
  fileprivate var isCentred: Bool {
    inputHeight == outputHeight && inputWidth == outputWidth && 2 * padTop == kernelHeight - 1
      && 2 * padLeft == kernelWidth - 1
  }

  /// Channels of whole vectors, for which convolutions with strides have their fast algorithms.
  fileprivate var hasChannelVectors: Bool { inputChannels % 16 == 0 && outputChannels % 16 == 0 }
}

extension Value {
  /// The sum of copies of a kernel `[height, width, …]`, each a place further than the one before, down and across, times
  /// a factor.
  ///
  /// - Parameter isReversed: whether the kernel is read backwards along both axes.
  fileprivate func kernelSum(of copies: (Int, Int), isReversed: Bool, factor: Float) -> Value {
    func sum(_ length: Int, _ copies: Int, _ factor: Float) -> ResampleWeights {
      .overlapping(length: length, copies: copies, isReversed: isReversed, factor: factor)
    }
    return applying(Resample(axis: 0, weights: sum(shape[0], copies.0, 1)))
      .applying(Resample(axis: 1, weights: sum(shape[1], copies.1, factor)))
  }
}

/// Images `[batch, height, width, channels]` whose height was changed first, and then their width.
private struct Resampling {
  let source: Value
  private let rows: ResampleWeights
  private let columns: ResampleWeights

  init?(_ value: Value) {
    guard let last = value.operation as? Resample else { return nil }
    self.init(last, of: value.inputs[0])
  }

  /// - Parameter last: the change of the width, which may not be in the graph yet.
  init?(_ last: Resample, of value: Value) {
    guard value.shape.rank == 4, last.axis == 2, let first = value.operation as? Resample, first.axis == 1 else {
      return nil
    }
    (source, rows, columns) = (value.inputs[0], first.weights, last.weights)
  }

  /// How often each number was repeated, down and across.
  var repetitions: (Int, Int)? { pair(\.repetition) }

  /// The windows, side by side, whose means were taken.
  var windows: (Int, Int)? { pair(\.window) }

  private func pair(_ size: (ResampleWeights) -> Int?) -> (Int, Int)? {
    guard let y = size(rows), let x = size(columns) else { return nil }
    return (y, x)
  }
}

extension ResampleWeights {
  /// How often each number is repeated, if that is all that happens.
  fileprivate var repetition: Int? {
    let factor = outputLength / inputLength
    return factor > 0 && self == .nearest(length: inputLength, factor: factor) ? factor : nil
  }

  /// The windows, side by side and without a rest, whose means are taken, if that is all that happens.
  fileprivate var window: Int? {
    let size = inputLength / outputLength
    return size * outputLength == inputLength
      && self == .averaging(length: inputLength, window: size, stride: size, padding: .valid) ? size : nil
  }

  /// The sum of copies of an array, each a place further than the one before.
  fileprivate static func overlapping(length: Int, copies: Int, isReversed: Bool, factor: Float) -> ResampleWeights {
    ResampleWeights(
      inputLength: length,
      rows: (0..<length + copies - 1).map { place in
        (0..<copies).map { place - $0 }.filter((0..<length).contains).map {
          (isReversed ? length - 1 - $0 : $0, factor)
        }
      })
  }
}
