import ArtGraph
import ArtTensor

extension OperationCase {
  private static let bothPaddings: [Padding] = [.same, .valid]

  /// The convolution family: kernels of 1 to 5, strides of 1 to 3, both paddings, odd and even sizes.
  static let convolutions: [OperationCase] =
    [1, 2, 3, 4, 5].flatMap { kernel in
      [1, 2, 3].flatMap { stride in
        bothPaddings.flatMap { padding in
          [(7, 5), (6, 8)].flatMap { height, width in
            convolution((height, width), (kernel, kernel), (stride, stride), padding)
          }
        }
      }
    } + bothPaddings.flatMap { convolution((5, 8), (3, 2), (2, 1), $0) } + convolution((2, 3), (5, 5), (2, 2), .same)
    + [
      OperationCase("transposed convolution to an odd size", [[1, 4, 4, 2], [5, 5, 3, 2]]) {
        $0[0].transposedConvolution(with: $0[1], strides: (2, 2), padding: .same, outputSize: (7, 8))
      },
      OperationCase("convolution with many channels", [[1, 4, 4, 24], [3, 3, 24, 20]]) {
        $0[0].convolved(with: $0[1], padding: .same)
      },
    ]

  private static func convolution(
    _ size: (Int, Int), _ kernel: (Int, Int), _ strides: (Int, Int), _ padding: Padding
  ) -> [OperationCase] {
    let name = "\(kernel.0)×\(kernel.1) stride \(strides.0) \(strides.1) \(padding.rawValue) on \(size.0)×\(size.1)"
    return [
      OperationCase("convolution \(name)", [[2, size.0, size.1, 2], [kernel.0, kernel.1, 2, 3]]) {
        $0[0].convolved(with: $0[1], strides: strides, padding: padding)
      },
      OperationCase("transposed convolution \(name)", [[2, size.0, size.1, 2], [kernel.0, kernel.1, 3, 2]]) {
        $0[0].transposedConvolution(with: $0[1], strides: strides, padding: padding)
      },
    ]
  }

  static let resampling: [OperationCase] =
    bothPaddings.flatMap { padding in
      [((2, 2), (2, 2)), ((3, 2), (1, 2)), ((2, 3), (3, 1))].map { window, strides in
        OperationCase("average pooling \(window) \(strides) \(padding.rawValue)", [[2, 5, 6, 2]]) {
          $0[0].averagePooled(window: window, strides: strides, padding: padding)
        }
      }
    }
    + [(2, 2), (3, 1), (1, 3)].flatMap { factors in
      [
        OperationCase("nearest upsampling \(factors)", [[2, 3, 2, 2]]) { $0[0].upsampledNearest(by: factors) },
        OperationCase("bilinear upsampling \(factors)", [[2, 3, 4, 2]]) { $0[0].upsampledBilinear(by: factors) },
        OperationCase("bilinear upsampling of one pixel \(factors)", [[1, 1, 1, 2]]) {
          $0[0].upsampledBilinear(by: factors)
        },
        OperationCase("bilinear upsampling that wraps \(factors)", [[2, 3, 1, 2]]) {
          $0[0].upsampledBilinear(by: factors, wraps: true)
        },
      ]
    }
    + [((2, 2), (1, 1)), ((3, 4), (2, 3)), ((5, 7), (1, 2))].map { window, strides in
      OperationCase("average pooling that wraps \(window) \(strides)", [[2, 4, 3, 2]]) {
        $0[0].averagePooled(window: window, strides: strides, padding: .same, wraps: true)
      }
    }

  private static let modes: [PaddingMode] = [.reflect, .replicate, .circular]

  /// Images continued beyond their edges: no more than there is, at one edge alone, and in front of convolutions.
  static let paddings: [OperationCase] =
    modes.flatMap { mode in
      [
        OperationCase("\(mode) padding", [[2, 4, 3, 2]]) { $0[0].padded(mode, rows: (1, 2), columns: (2, 1)) },
        OperationCase("\(mode) padding of one edge", [[1, 3, 5, 3]]) {
          $0[0].padded(mode, rows: (0, 0), columns: (0, 3))
        },
        OperationCase("\(mode) padding as wide as can be", [[2, 3, 4, 1]]) {
          $0[0].padded(mode, rows: (2, 2), columns: (3, 3))
        },
        OperationCase("convolution with \(mode) padding", [[2, 5, 4, 2], [3, 4, 2, 3]]) {
          $0[0].convolved(with: $0[1], strides: (1, 2), padding: .same, mode: mode)
        },
        OperationCase("transposed convolution with \(mode) padding", [[2, 3, 2, 3], [4, 5, 2, 3]]) {
          $0[0].transposedConvolution(with: $0[1], strides: (2, 2), padding: .same, mode: mode)
        },
        // As in a residual generator of image to image networks.
        OperationCase("\(mode) padding, convolution, instance norm", [[2, 4, 5, 2], [3, 3, 2, 3]]) {
          let y = $0[0].padded(mode, rows: (1, 1), columns: (1, 1)).convolved(with: $0[1], padding: .valid)
          let centred = y - y.mean(axes: [1, 2], keepingDimensions: true)
          return centred * (centred.square().mean(axes: [1, 2], keepingDimensions: true) + 0.01).rsqrt()
        },
      ]
    } + [
      OperationCase("padding with zeros", [[2, 2, 3, 2]]) { $0[0].padded(.zeros, rows: (3, 1), columns: (2, 0)) },
      OperationCase("replicate padding of one pixel", [[2, 1, 1, 2]]) {
        $0[0].padded(.replicate, rows: (3, 1), columns: (2, 0))
      },
      OperationCase("circular padding by the whole image", [[1, 2, 3, 2]]) {
        $0[0].padded(.circular, rows: (2, 2), columns: (3, 3))
      },
    ]
}
