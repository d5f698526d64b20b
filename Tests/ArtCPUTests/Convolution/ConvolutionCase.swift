import ArtGraph
import ArtTensor
import Testing

/// Sizes to try a convolution algorithm on.
struct ConvolutionCase: Sendable, CustomTestStringConvertible {
  let geometry: ConvolutionGeometry

  var testDescription: String {
    let g = geometry
    return "\(g.inputShape) by \(g.kernelShape), stride \(g.strideY)×\(g.strideX), pad \(g.padTop)+\(g.padLeft)"
  }

  init(
    _ batch: Int, _ height: Int, _ width: Int, _ channels: (Int, Int), kernel: (Int, Int), stride: (Int, Int) = (1, 1),
    _ padding: Padding = .same
  ) {
    func output(_ input: Int, _ window: Int, _ stride: Int) -> Int {
      padding == .same ? (input + stride - 1) / stride : (input - window) / stride + 1
    }
    // TensorFlow's rule: what is odd goes to the end.
    func before(_ input: Int, _ window: Int, _ stride: Int) -> Int {
      padding == .same ? max((output(input, window, stride) - 1) * stride + window - input, 0) / 2 : 0
    }
    geometry = ConvolutionGeometry(
      batch: batch, inputHeight: height, inputWidth: width, inputChannels: channels.0, kernelHeight: kernel.0,
      kernelWidth: kernel.1, outputHeight: output(height, kernel.0, stride.0),
      outputWidth: output(width, kernel.1, stride.1), outputChannels: channels.1, strideY: stride.0, strideX: stride.1,
      padTop: before(height, kernel.0, stride.0), padLeft: before(width, kernel.1, stride.1))
  }

  /// Odd sizes, few channels and many, every kernel from 1 to 7, strides 1 to 3, one image and more, and sizes
  /// large enough that work is cut in every way.
  static let table: [ConvolutionCase] = [
    ConvolutionCase(1, 1, 1, (1, 1), kernel: (1, 1)),
    ConvolutionCase(1, 5, 5, (1, 1), kernel: (3, 3)),
    ConvolutionCase(2, 7, 7, (3, 64), kernel: (5, 5)),
    ConvolutionCase(3, 28, 28, (1, 64), kernel: (5, 5), stride: (2, 2)),
    ConvolutionCase(2, 14, 14, (64, 3), kernel: (5, 5), stride: (2, 2)),
    ConvolutionCase(5, 7, 5, (64, 64), kernel: (1, 1)),
    ConvolutionCase(70, 9, 9, (33, 65), kernel: (1, 1)),
    ConvolutionCase(3, 7, 9, (4, 5), kernel: (1, 1), stride: (2, 3)),
    ConvolutionCase(2, 8, 6, (3, 7), kernel: (2, 2), stride: (2, 2), .valid),
    ConvolutionCase(2, 9, 11, (3, 4), kernel: (2, 2), stride: (3, 3), .valid),
    ConvolutionCase(1, 13, 6, (2, 3), kernel: (3, 2), stride: (1, 2)),
    ConvolutionCase(2, 11, 10, (5, 3), kernel: (4, 4), stride: (2, 2)),
    ConvolutionCase(1, 12, 12, (3, 2), kernel: (6, 6), stride: (3, 3), .valid),
    ConvolutionCase(2, 8, 8, (1, 3), kernel: (7, 7)),
    ConvolutionCase(2, 2, 3, (3, 2), kernel: (7, 7)),
    ConvolutionCase(1, 9, 9, (3, 3), kernel: (7, 1), stride: (2, 1), .valid),
    ConvolutionCase(6, 4, 4, (64, 1), kernel: (4, 4), .valid),
    ConvolutionCase(1, 5, 40, (3, 1), kernel: (1, 7), stride: (1, 3)),
    ConvolutionCase(24, 7, 7, (64, 32), kernel: (5, 5)),
    ConvolutionCase(40, 14, 13, (16, 8), kernel: (5, 5), stride: (2, 2)),
    ConvolutionCase(260, 28, 28, (1, 2), kernel: (5, 5), stride: (2, 2)),
    ConvolutionCase(2, 41, 37, (64, 3), kernel: (3, 3)),
    ConvolutionCase(1, 90, 70, (32, 4), kernel: (4, 4), stride: (2, 2)),
    ConvolutionCase(1, 91, 70, (33, 3), kernel: (5, 4), stride: (3, 2), .valid),
    ConvolutionCase(3, 72, 70, (3, 4), kernel: (5, 5)),
    ConvolutionCase(2, 101, 99, (3, 2), kernel: (6, 7), stride: (1, 1), .valid),
  ]

  /// Many channels, the kernels and strides that phases and tiles make awkward.
  static let manyChannels: [ConvolutionCase] = [
    ConvolutionCase(3, 7, 7, (32, 48), kernel: (5, 5)),
    ConvolutionCase(1, 9, 5, (16, 16), kernel: (4, 4)),
    ConvolutionCase(2, 8, 11, (16, 32), kernel: (3, 3)),
    ConvolutionCase(2, 13, 8, (48, 16), kernel: (2, 2)),
    ConvolutionCase(2, 9, 9, (16, 16), kernel: (5, 5), .valid),
    ConvolutionCase(2, 10, 7, (16, 32), kernel: (3, 3), .valid),
    ConvolutionCase(3, 14, 14, (16, 32), kernel: (5, 5), stride: (2, 2)),
    ConvolutionCase(2, 13, 15, (16, 16), kernel: (5, 5), stride: (2, 2)),
    ConvolutionCase(2, 16, 12, (32, 16), kernel: (4, 4), stride: (2, 2)),
    ConvolutionCase(2, 11, 16, (16, 48), kernel: (3, 3), stride: (2, 2)),
    ConvolutionCase(1, 12, 13, (16, 16), kernel: (7, 7), stride: (2, 2)),
    ConvolutionCase(2, 15, 12, (16, 16), kernel: (5, 5), stride: (2, 2), .valid),
    ConvolutionCase(2, 12, 12, (16, 16), kernel: (4, 4), stride: (2, 2), .valid),
    ConvolutionCase(2, 12, 9, (16, 16), kernel: (3, 5)),
    ConvolutionCase(2, 12, 9, (16, 16), kernel: (5, 3), stride: (2, 2)),
    ConvolutionCase(40, 7, 7, (64, 32), kernel: (5, 5)),
    // Fewer tiles than channels of the result; a kernel and sums that do not stay in a cache.
    ConvolutionCase(13, 7, 7, (64, 128), kernel: (5, 5)),
    ConvolutionCase(20, 4, 4, (240, 272), kernel: (4, 4), stride: (2, 2)),
  ]

  /// Few channels on one side and many on the other.
  static let smallChannels: [ConvolutionCase] = [
    ConvolutionCase(2, 28, 28, (1, 64), kernel: (5, 5), stride: (2, 2)),
    ConvolutionCase(3, 9, 7, (3, 32), kernel: (4, 4), stride: (2, 2)),
    ConvolutionCase(2, 9, 40, (2, 16), kernel: (3, 3)),
    ConvolutionCase(1, 11, 83, (4, 48), kernel: (5, 3), stride: (3, 2)),
    ConvolutionCase(1, 8, 33, (4, 32), kernel: (3, 5), stride: (1, 3)),
    ConvolutionCase(2, 12, 11, (1, 16), kernel: (2, 7), .valid),
    ConvolutionCase(2, 13, 10, (3, 16), kernel: (3, 3), stride: (4, 4), .valid),
    ConvolutionCase(1, 3, 2, (2, 32), kernel: (7, 7)),
    ConvolutionCase(35, 6, 5, (1, 16), kernel: (3, 3), stride: (2, 2)),
    ConvolutionCase(2, 9, 12, (32, 3), kernel: (3, 3)),
    ConvolutionCase(2, 10, 9, (48, 1), kernel: (5, 4)),
    ConvolutionCase(18, 8, 7, (16, 2), kernel: (4, 2), .valid),
    ConvolutionCase(2, 7, 7, (3, 2), kernel: (3, 3)),
  ]

  static let all = table + manyChannels + smallChannels

  func numbers(_ shape: Shape, _ stream: UInt64) -> [Float] {
    RandomKey(seed: stream).folded(UInt64(shape.count)).normals(count: shape.count)
  }
}
